# serves S0-22 S0-40
story A call-back that both deaths broke is no try; one gate does not hide another
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
zed rings and hangs up
6s pass
zed is rung
kill
voicebox restarts
start
5s pass
zed is rung
zed is busy
2m pass
zed is rung
zed picks up
zed presses 1
zed presses 1
zed presses 1
# june takes it while zed's phone rings for the line that broke, and somebody else holds it
voicebox restarts
5s pass
zed picks up
june picks up
june presses 1
zed hangs up
5s pass
zed is rung
zed picks up
zed presses 1
zed speaks with june
# again, and they press the key of the older one
voicebox restarts
5s pass
zed picks up
june picks up
zed presses 1
june presses 1
zed speaks with june
forget zed
