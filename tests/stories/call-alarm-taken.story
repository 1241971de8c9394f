# serves S0-37 S4-CMOC4
story Tier A rings at once, and 1 with the code takes it
phone amina +254711000001
given omar +254733000001 is staff oncall
voicebox is there
amina: I will kill myself tonight
amina < *
omar < ALARM <code> tier A*
omar is alarmed by phone
omar takes the alarm by phone
then incident of amina is taken
omar < {code} is yours*
amina < *
omar: 2 {code}
forget omar
omar: 3 {code} 1
forget omar
forget amina
