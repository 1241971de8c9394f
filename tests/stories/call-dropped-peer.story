# serves S0-37 S0-28
story In tier A the line breaks on either side: rung back at once, the one who is left is told, and no cap stands in the way
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
given omar +254733000001 is staff oncall
set calls: calls-a-day 1
set calls: work-calls-a-day 1
voicebox is there
zed rings
zed presses 1
zed presses 1
forget zed
5s pass
june picks up
june presses 1
zed speaks with june
zed: I will kill myself tonight
forget zed
forget june
omar < ALARM <code> tier A*
omar is alarmed by phone
june loses the line
zed ~ The line to the other person broke. We ring them again now. Please stay.
june is rung
june picks up
june presses 1
zed speaks with june
forget zed
forget june
zed loses the line
june ~ The line to the other person broke. We ring them again now. Please stay.
zed is rung
# not reached at once: rung again, and again
zed is busy
16s pass
zed is rung
zed picks up
zed presses 1
zed speaks with june
omar: 1 {code}
omar: 3 {code} 1
forget omar
june hangs up
forget zed
forget june
zed hangs up
3h pass
forget zed
forget june
forget omar
