# serves S0-28 S2-B5
story Hangs up in line, keeps the place, and is rung when somebody is there
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
zed presses 1
forget zed
zed is off the phone
5s pass
june is rung
june picks up
june ~ A caller,*
june presses 1
june ~ {zed} is with you now. We ring them now. Please hold.
zed < {june} is free for you now: your phone rings in a moment. If it does not suit, do *
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
june hears nothing
zed presses 1
zed ~ You are being put through.
zed speaks with june
zed hangs up
june ~ {zed} has gone. Thank you. Goodbye, and take care.
june is off the phone
zed hears nothing
3h pass
zed < Did it help to talk?*
