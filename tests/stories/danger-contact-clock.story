# serves S0-37 S1-04
story Taken, and contact within fifteen minutes to the second; each try begins them anew
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
omar < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached * by 09:15.*
895s pass
omar hears nothing
omar: 5 {code}
omar < {code}: try 1 noted*09:30*
895s pass
omar hears nothing
lena hears nothing
10s pass
omar < ALARM {code} tier A: no contact noted in time*
170s pass
lena hears nothing
12s pass
lena < ALARM {code} tier A*
# "2" comes late: it counts all the same, and the calling ends
omar: 2 {code}
omar < {code}: contact noted*
10m pass
lena hears nothing
omar hears nothing
omar: 3 {code} 1
forget omar
forget zed
