# serves S0-28 S0-01 S0-40
story 9 and 0 while two people talk: staff are called, both are told, nobody is parted
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff oncall
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
forget zed
forget june
# a slip of any other key is nothing
zed presses 5
zed presses 0
zed ~ You are talking with {june}. *hang up.
zed speaks with june
then incident of zed is none
zed presses 9
zed ~ Someone is being called for you now. Go on talking.
june ~ {zed} may be in danger. On-call is being called. Please keep talking with them.
zed speaks with june
omar < ALARM <code> tier B*
then incident of zed is alarming
# pressed again: the same incident
zed presses 9
zed ~ Someone is being called for you now. Go on talking.
then 1 incidents
june presses 0
june ~ {ada} is told. Keep talking; *
ada < {june} asks for help with {zed}. 1 join them 2 take over.
zed speaks with june
omar: 1 {code}
forget omar
then incident of zed is taken
june hangs up
forget june
forget zed
forget ada
zed hangs up
forget zed
