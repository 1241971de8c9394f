# serves S0-21 S0-40
story Two voiceboxes share the calls that we make; whoever is to be put through is rung from where the other one is
given zed +254711000003 is member
given lou +254711000004 is member
given june +254722000001 is peer trained on duty
voicebox is there
voicebox has a second one
# two calls that have nothing to do with each other
zed rings and hangs up
6s pass
zed is rung
lou rings and hangs up
6s pass
lou is rung by the second voicebox
lou is busy
zed picks up
zed presses 1
zed presses 1
zed presses 1
forget zed
# the second one has more free lines, and could not put them through
5s pass
june is rung
june picks up
june presses 1
zed speaks with june
# so it is when a line breaks
june loses the line
5s pass
june is rung
june picks up
june presses 1
zed speaks with june
june hangs up
forget june
forget zed
zed hangs up
10m pass
forget zed
forget lou
