# serves S1-14
story No kind word of the day after while she is in danger again
clock 2026-11-23 14:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
phone amina +254711000001
given omar +254733000001 is staff oncall

amina: I want to kill myself
omar < ALARM <code> tier *
omar: 1 {code}
omar: 3 {code} 1
forget amina
forget omar
17h pass
amina: I want to kill myself
amina < *Someone is being*
omar < ALARM <again> tier *
omar: 1 {again}
omar: 2 {again}
forget amina
forget omar
5h pass
amina hears nothing
omar: 3 {again} 1
forget omar
forget amina
23h pass
amina < We think of you.*
omar hears nothing
