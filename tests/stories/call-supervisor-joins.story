# serves S0-28 S2-B5
story Whispers are for the peer alone, joining is for both, and both are told which
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
june: HELP
forget june
forget ada
ada: 1
ada picks up
ada presses 1
forget zed
forget june
forget ada
ada presses 2
zed ~ One of the team listens now, to help.
june ~ One of the team listens now, to help.
ada speaks with zed
ada whispers to june
ada hangs up
forget zed
forget june
june: HELP
forget june
forget ada
ada: 1
ada picks up
ada presses 1
ada presses 3
zed ~ One of the team joins you now.
june ~ One of the team joins you now.
ada speaks with zed
ada joins
ada hangs up
zed ~ You are alone again.
june ~ You are alone again.
zed speaks with june
june hangs up
forget june
forget zed
forget ada
zed hangs up
3h pass
forget zed
