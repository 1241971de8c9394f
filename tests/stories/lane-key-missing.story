# serves S0-40 S0-37
story The key is gone: danger is heard, alarmed from the roster file, answered, and kept
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
phone amina +254711000001
then 1 on the roster
kill
hide keys/master.key
start
amina: hello
amina: I want to kill myself tonight
5s pass
amina < *
omar < ALARM <code> tier A*
forget amina
kill
bring back keys/master.key
start
10s pass
then incident of amina is alarming
forget omar
omar: 1 {code}
omar < * is yours*
forget amina
forget omar
then carrier holds 0
