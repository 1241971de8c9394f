# serves S0-21 S0-37
story Key 9, and no answer
phone amina +254711000001
given omar +254733000001 is staff oncall

amina: hello
forget amina
amina: 9
amina < Are you in danger right now? 1 Yes, 2 It may get bad, 3 No, a slip. *
forget omar
omar hears nothing
2m pass
omar hears nothing
1m pass
amina < We read what you wrote and it matters.*
omar < ALARM <code> tier B*
amina: 1
forget amina
omar: 1 {code}
omar < {code} is yours*
omar: 3 {code} 2
forget amina
forget omar
