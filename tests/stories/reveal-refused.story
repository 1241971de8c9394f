# serves S0-14
story A second person says no; nobody answers in time; both leave the number hidden
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
set oncall: digest no
set incident: contact 4h
zed: I want to kill myself
omar < ALARM <code> tier B*
forget zed
omar: 1 {code}
forget omar
omar: REVEAL {code} I would like to ring
mona < {omar} asks to see the telephone number of {code}.*
omar < {code}: a second person is asked now (request <r>)*
mona: REVEAL NO {r}
omar < {code}: a colleague said no to showing the number. WITH {code} writes with the person.
mona < Noted and logged, thank you.*
omar: REVEAL {code} they wrote that they stand on a bridge
mona < {omar} asks to see*
omar < {code}: a second person is asked now (request <r2>)*
omar: 5 {code}
forget omar
3h pass
omar: 5 {code}
forget omar
1h pass
omar < {code}: nobody agreed to showing the number in time. Ask again: REVEAL {code} and why.
mona: REVEAL OK {r2}
mona < That is over or was answered before.*
omar: 3 {code} 2
forget omar
forget zed
