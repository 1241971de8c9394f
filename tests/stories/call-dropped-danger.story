# serves S0-37 S0-28
story In danger, speaking with a peer, and the line breaks: called back at once
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
given omar +254733000001 is staff oncall
voicebox is there
zed rings
zed presses 1
zed presses 1
forget zed
5s pass
june picks up
june presses 1
zed speaks with june
zed: I want to kill myself
zed < We read what you wrote*
june < {zed} may be in danger.*
june < {zed}: I want to kill myself
omar < ALARM <code> tier B*
forget june
forget zed
zed hangs up
june ~ The line to the other person broke. We ring them again now. Please stay.
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
zed presses 1
zed speaks with june
omar: 1 {code}
forget omar
omar: 3 {code} 1
forget omar
june hangs up
forget zed
forget june
zed hangs up
3h pass
forget zed
forget june
