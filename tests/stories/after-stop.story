# serves S1-14
story STOP also stops the text of the day after
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
amina: STOP
forget amina
2d pass
amina hears nothing
omar hears nothing
