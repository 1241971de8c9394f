# serves S0-37 S0-40 S1-09
story Somebody wants to die, and somebody comes
set oncall: digest no
set oncall: ask-phone 0s
phone amina +254711000001
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager

amina: I want to kill myself tonight
amina < *Someone is being*
omar < ALARM <code> tier A. Reply 1 *
omar: 1 {code}
amina < One of our team has your message now*
omar < {code} is yours:*
omar: 5 {code}
omar < {code}: try 1 noted*
omar: 2 {code}
omar < {code}: contact noted*
omar: 3 {code}
omar < How did it end?*
omar: 3 {code} 1
omar < {code} is closed by you*
forget amina
1d pass
amina < We think of you.*
mona hears nothing
omar hears nothing
then carrier holds 0
