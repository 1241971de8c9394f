# serves S0-40 S1-04
story Killed while two people talk: they go on, and hear nothing of it
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june picks up
june presses 1
zed speaks with june
forget zed
forget june
restart
3s pass
zed speaks with june
zed hears nothing
june hears nothing
voicebox is cut
zed speaks with june
zed hears nothing
june hears nothing
june hangs up
zed ~ Thank you for talking with {june}. What would you like?*
june hears nothing
zed hangs up
3h pass
forget zed
