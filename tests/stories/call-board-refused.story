# serves S0-28 S0-40
story The team refuses one with a reason, hears danger in another, and neither is heard by others
given zed +254711000003 is member
given amina +254711000001 is member
given omar +254733000001 is staff coordinator oncall
given june +254722000001 is peer trained stories
voicebox is there
zed rings
zed presses 1
zed presses 4
zed presses 2
zed presses 1
zed speaks
zed presses 1
zed hangs up
amina rings
amina presses 1
amina presses 4
amina presses 2
amina presses 1
# she hangs up before she has agreed: heard by the team, and by nobody else
amina speaks and hangs up
forget zed
forget amina
forget omar
# a peer worker may decide who has the experience "stories"
june rings
june presses 1
june presses 2
forget june
june presses 2
june ~ From {zed}. (recording)
june presses 2
june ~ If it lets others know who somebody is, press 1. *
june presses 1
june ~ Done. From {amina}. Its maker hung up before agreeing: nobody else may hear it. (recording)
zed < What you told lets others know who somebody is, so it is not passed on. *
june presses 1
june ~ First hear it to its end, please. From {amina}. *(recording)
9s pass
june ~ To put it on the board*
june presses 1
june ~ Its maker hung up before agreeing: nobody else may hear it. To put it on the board*
june presses 4
june ~ If they are in danger now, press 1: *
june presses 1
june ~ Staff are being called. To put it on the board*
omar < ALARM <code> tier B*
then incident of amina is alarming
june presses 2
june ~ If it lets *
june presses 2
june ~ *Done. Nothing waits for the team. *
june hangs up
amina hears nothing
omar: 1 {code}
forget omar
omar: 3 {code} 2
forget omar
forget amina
forget june
