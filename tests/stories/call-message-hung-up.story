# serves S0-28 S0-40
story Says something and hangs up: it is kept, and nobody hearing it has a clock
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
voicebox is there
zed rings
zed presses 1
zed presses 2
forget zed
zed speaks and hangs up
zed is off the phone
omar < {zed}: asks to talk and nobody is on duty.*
then concern about zed is open
then 1 wait in line
50m pass
forget omar
11m pass
omar < {zed}: left a spoken message. *
omar < ALARM <code> tier B*
forget zed
omar: 1 {code}
forget omar
omar: 3 {code} 2
forget omar
forget zed
