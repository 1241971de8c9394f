# serves S0-37 S4-CMOC4
story Tier B texts first, rings after a minute, and a voicemail takes nothing
phone amina +254711000001
given omar +254733000001 is staff oncall
given wanja +254733000002 is staff oncall
voicebox is there
amina: 9
amina < Are you in danger right now?*
amina: 2
amina < *
forget omar
forget wanja
omar is not alarmed by phone
58s pass
omar is alarmed by phone
omar hears the alarm and hangs up
then incident of amina is alarming
wanja is not alarmed by phone
2m pass
wanja < ALARM <code> tier B*
1m pass
wanja is alarmed by phone
wanja takes the alarm by phone
then incident of amina is taken
wanja < {code} is yours*
forget omar
wanja: 3 {code} 2
forget wanja
forget amina
