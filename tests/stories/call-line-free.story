# serves S0-21 S0-22
story All lines are busy: the call back waits for one, and then comes at once
given zed +254711000003 is member
given lou +254711000004 is member
voicebox is there
voicebox has 2 lines
lou rings
lou ~ Hello, it is good that you called.*
zed rings and hangs up
6s pass
zed is not rung
lou presses 1
6s pass
zed is not rung
lou hangs up
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
zed presses 1
zed ~ Hello, it is good that you called.*
zed hangs up
forget lou
forget zed
