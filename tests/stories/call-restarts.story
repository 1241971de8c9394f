# serves S0-40 S1-04
story The house dies under a call, the voicebox dies under a call: gone on with, or called back
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
zed rings
zed ~ Hello, it is good that you called.*
restart
3s pass
zed ~ What would you like?*
zed presses 1
zed ~ How would you like to talk?*
voicebox is cut
5s pass
zed ~ How would you like to talk?*
zed presses 1
zed ~ You are number one in line.*
5s pass
june picks up
june presses 1
zed speaks with june
forget zed
forget june
voicebox restarts
zed is off the phone
10s pass
zed is rung
june is rung
zed picks up
june picks up
zed presses 1
june presses 1
zed speaks with june
june hangs up
forget zed
forget june
zed hangs up
3h pass
zed < Did it help*
