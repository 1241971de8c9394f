# serves S0-21 S0-28
story A peer whom the day's cap keeps us from ringing gets the offer by text, and has missed nothing
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
given lou +254711000004 is member
set calls: work-calls-a-day 1
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june picks up
june presses 1
zed speaks with june
june hangs up
forget june
forget zed
zed hangs up
lou rings
lou presses 1
lou presses 1
forget lou
10s pass
june is not rung
june < New here: {lou} waits 1 minute. Call me. *1 accept 2 pass*
june: 1
forget june
forget lou
lou: BYE
forget lou
forget june
3h pass
forget zed
forget lou
