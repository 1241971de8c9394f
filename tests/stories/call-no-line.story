# serves S0-21 S0-28
story The voicebox has no line for an offer: it goes out as a text, and is none that the peer missed
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
forget zed
5s pass
june is rung
june gets no line
june < New here: {zed} waits 1 minute. *1 accept 2 pass*
june: 1
june < *
june is rung
june picks up
june presses 1
zed speaks with june
june hangs up
forget june
zed hangs up
forget zed
3h pass
forget zed
