# serves S0-40
story Cut off in a menu, in line and at the call-back itself: always called back
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
zed rings
zed ~ Hello, it is good that you called.*
voicebox restarts
zed is off the phone
5s pass
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
voicebox restarts
zed is off the phone
5s pass
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
zed presses 1
zed ~ *What would you like?*
zed presses 1
zed ~ How would you like to talk?*
zed presses 1
zed ~ You are number one in line.*
5s pass
june picks up
june presses 1
zed speaks with june
# twice within a minute: nobody is let go
voicebox restarts
zed is off the phone
5s pass
zed picks up
june picks up
voicebox restarts
5s pass
zed is rung
june is rung
zed picks up
june picks up
zed presses 1
june presses 1
zed speaks with june
