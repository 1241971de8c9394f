# serves S0-37 S0-40
story Nobody answers: the next, the next, everybody, and the person hears the truth
set oncall: digest no
set oncall: ask-phone 0s
phone amina +254711000001
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager

amina: I took all the pills and I am going to die
forget amina
omar < ALARM <code> tier A*
lena hears nothing
3m pass
lena < ALARM {code} tier A*
3m pass
omar < ALARM {code} tier A: nobody has it yet*
mona hears nothing
3m pass
lena < ALARM {code} tier A: nobody has it yet*
1m pass
mona < ALARM {code} tier A: nobody has it yet*
forget omar
forget lena
amina < We are still calling our team*
restart
forget omar
forget lena
mona: 1 {code}
mona < {code} is yours*
amina < One of our team has your message now*
forget omar
forget lena
10m pass
omar hears nothing
lena hears nothing
5m pass
mona < ALARM {code} tier A: no contact noted in time*
omar < ALARM {code} tier A: no contact noted in time*
mona: 2 {code}
mona < {code}: contact noted*
mona: 3 {code} 4
mona < {code} is closed by you*
forget amina
1d pass
amina < We think of you.*
