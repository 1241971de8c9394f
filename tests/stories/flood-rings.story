# serves S1-04 S4-CMOC4
story A burst: the phone gets single texts, then a digest, and one call that says how many and the worst one's code
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
phone pa +254711000011
phone pb +254711000012
phone pc +254711000013
phone pd +254711000014
phone pe +254711000015
phone pf +254711000016
phone real +254711000017
set oncall: digest no
voicebox is there
pa: I want to kill myself
pb: I want to kill myself
pc: I want to kill myself
pd: I want to kill myself
pe: I want to kill myself
pf: I want to kill myself
1s pass
# tier A among all those of tier B: the phone rings at once, and says this one's code
real: I have taken all my pills and I am going to die now
1s pass
omar is alarmed by phone about 7 people
10s pass
omar < ALARM * tier B*
omar < ALARM * tier B*
omar < ALARM * tier B*
omar < ALARM * tier B*
omar < ALARM * tier B*
omar < ALARM: 7 people in danger: *
omar < ALARM: 7 people in danger: <worst>. *
omar hears the code {worst}
omar takes the alarm by phone
omar < {worst} is yours*
then incident of real is taken
# the others' clock of a minute passes: one call for all of them, not six
60s pass
omar is alarmed by phone about 6 people
omar hears the alarm and hangs up
10s pass
omar is not alarmed by phone
then 7 incidents
forget omar
forget lena
forget pa
forget pb
forget pc
forget pd
forget pe
forget pf
forget real
