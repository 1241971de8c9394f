# serves S0-28 S0-01
story Whoever waits for the other one with music is heard too
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff oncall
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june picks up
june presses 1
zed speaks with june
june loses the line
zed ~ *
forget zed
forget june
zed presses 0
zed ~ You are talking with {june}. *hang up.
zed presses 9
zed ~ Are you in danger right now? *
zed presses 3
forget zed
forget omar
5s pass
june is rung
june picks up
june presses 1
forget zed
forget june
zed speaks with june
june presses 9
june ~ Someone is being called for you now, and for the one you talk with. We are asking *
omar < {zed}: a peer asks for help in a conversation. *
omar < ALARM <code> tier B*
then incident of june is alarming
then incident of zed is none
zed speaks with june
omar: 1 {code}
forget omar
june hangs up
forget june
zed hangs up
forget zed
forget omar
