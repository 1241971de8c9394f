# serves S0-37 S0-40
story Somebody nobody was told of yet comes before the second text of a known one, then tier, then age
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
phone pa +254711000011
phone pb +254711000012
phone pc +254711000013
pa: I want to kill myself
omar < ALARM <a> tier B*
forget pa
# no text leaves for a while; three wait
carrier is full
pb: I want to kill myself
pc: I took all the pills and I am going to die
pa: I want to kill myself tonight
30s pass
carrier is well
40s pass
omar < ALARM <c> tier A. Reply 1 *
forget omar
forget pa
forget pb
forget pc
omar: LIST
omar < Open *
then 3 incidents
