# serves S0-53 S0-14
story Where another person is the danger the number comes with "do not ring"
set oncall: digest no
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
phone amina +254711000001
amina: my husband hits me
forget amina
omar < ALARM <code> tier B*
omar: 1 {code}
omar < {code} is yours:*Do not ring.*
omar: REVEAL {code} the shelter asks for it, she agreed
mona < {omar} asks to see the telephone number of {code}.*
omar < {code}: a second person is asked now (request <r>)*
mona: REVEAL OK {r}
mona < Noted and logged*
omar < {code}: +254711000001. DO NOT RING: another person is the danger*
omar: 3 {code} 3
omar < {code} is closed by you*
amina hears nothing
