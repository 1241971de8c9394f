# serves S0-21 S0-37
story The day's calls stop at everybody, and at nobody of the on-call roster
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
given ada +254722000009 is staff supervisor oncall
set calls: work-calls-a-day 1
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june is rung
june picks up
june presses 1
zed speaks with june
june: HELP
ada: 1
ada is rung
ada picks up
ada presses 1
ada presses 3
ada speaks with zed
ada hangs up
# her second of the day
june: HELP
forget ada
ada: 1
ada is rung
ada picks up
ada ~ A call for you from your support work.*
ada presses 1
ada presses 3
ada speaks with zed
ada hangs up
forget june
# and hers is not rung a second time
forget zed
june loses the line
zed ~ The line to the other person broke. *
20s pass
june is not rung
zed ~ They do not answer just now. You can still write to each other. *
forget zed
zed is off the phone
june < We lost the line and could not reach you. *
forget ada
forget june
forget zed
zed: BYE
3h pass
forget zed
forget june
forget ada
