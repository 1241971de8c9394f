# serves S0-28 S2-B5
story A peer asks for help: the lead listens, whispers or joins, and both are told
given june +254722000001 is peer trained on duty
given ada +254722000009 is staff supervisor
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june picks up
june presses 1
zed speaks with june
zed has a line that loses 12 permille
zed is seen to lose 12
forget zed
forget june
june: HELP
forget june
forget ada
ada: 1
ada is rung
ada picks up
ada ~ A call for you from your support work.*
ada presses 1
ada ~ To listen, press 1. To whisper to the peer, press 2. To join, press 3. Both will *
ada presses 1
zed ~ One of the team listens now, to help.
june ~ One of the team listens now, to help.
zed speaks with june
ada speaks with zed
ada listens
ada hangs up
zed ~ You are alone again.
june ~ You are alone again.
zed speaks with june
june hangs up
forget zed
forget ada
zed hangs up
3h pass
zed < Did it help*
