# serves S0-37 S1-04 S0-40
story The house is dead: the pager rings by itself, and takes 1 with the code
given omar +254733000001 is staff oncall
given ruth +254733000002 is staff oncall
given zed +254711000003 is member
voicebox is there
then 2 on the roster
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar is alarmed by phone
omar misses the alarm call
kill
7m pass
ruth is alarmed by phone
ruth takes the alarm by phone
forget omar
forget ruth
2m pass
omar hears nothing
start
then incident of zed is taken
forget zed
ruth < {code} is yours: {zed}.*
forget ruth
forget omar
