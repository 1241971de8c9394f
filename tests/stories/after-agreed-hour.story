# serves S1-14
story One text the next day, at the hour that she agreed to
clock 2026-11-23 14:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
phone amina +254711000001
given omar +254733000001 is staff oncall

amina: I want to kill myself
amina < *Someone is being*
omar < ALARM <code> tier *
omar: 1 {code}
omar < {code} is yours*
omar: 2 {code}
forget omar
omar: FOLLOWUP {code} 18
omar < {code}: one discreet text goes to them tomorrow at 18:00*
omar: 3 {code} 1
forget amina
forget omar
27h pass
amina hears nothing
1h pass
amina < We think of you.*
amina hears nothing
omar hears nothing
