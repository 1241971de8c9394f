# serves S0-28 S2-B5 S4-CMOC4
story Waits on the line, a peer's phone whispers, and they speak
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
voicebox is there
zed rings
zed ~ Hello, it is good that you called.*
zed presses 1
zed ~ How would you like to talk? Talk to somebody now: press 1. Leave a message: press 2.*
zed presses 1
zed ~ You are number one in line. How long it takes we cannot say.*press 1.*
5s pass
june is rung
june picks up
june ~ A caller, waiting one minute, wants to talk. Wishes: none. To take it, press 1. To *
june presses 1
june ~ {zed} is with you now.*
zed ~ You are being put through to {june}.
zed speaks with june
# they may speak as long as they like
3h pass
zed speaks with june
june hangs up
zed ~ Thank you for talking with {june}. What would you like?*
zed hangs up
june is off the phone
3h pass
zed < Did it help to talk?*
