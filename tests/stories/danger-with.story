# serves S0-14 S0-37 S2-B5
story The one who comes writes with her; neither sees a number
phone amina +254711000001
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager

amina: I want to kill myself tonight
forget amina
omar < ALARM <code> tier A*
omar: 1 {code}
forget amina
forget omar
omar: WITH {code}
forget omar
forget amina
omar: I am here. Are you safe right now?
amina < *: I am here. Are you safe right now?
amina: no
omar < *: no
# what begins like a command and is none goes to her
omar: Missed you yesterday, how are you now?
amina < *: Missed you yesterday, how are you now?
omar: Note that I stay with you
amina < *: Note that I stay with you
omar: STOP
omar < You are on our on-call list*
mona < *on the on-call list, sent STOP*
omar: 2 {code}
omar < {code}: contact noted*
amina: my sister is coming
omar < *: my sister is coming
omar: NOTE {code} her sister is coming
omar < {code}: your note is kept*
omar: 3 {code} 1
omar < {code} is closed by you*
forget omar
forget amina
then carrier holds 0
