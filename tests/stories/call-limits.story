# serves S0-21 S0-22
story So many calls a day, and then a text
given zed +254711000003 is member
set calls: calls-a-day 1
voicebox is there
zed rings and hangs up
6s pass
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
zed hangs up
2m pass
zed is not rung
zed < We tried to call you back. *
