# serves S0-37 S0-40
story Somebody nobody was told of yet comes before the second text of a known one, then tier, then age
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
phone pa +254711000011
phone pb +254711000012
phone pc +254711000013
phone pd +254711000014
pa: I want to kill myself
omar < ALARM <a> tier B*
forget pa
# bearerbox is away; then everything comes at once: a second one of hers, worse; three whom nobody knows
carrier is away
pa: I want to kill myself tonight
pb: I want to kill myself
pc: I want to kill myself
pd: I took all the pills and I am going to die
carrier is well
20s pass
omar < ALARM <d> tier A. Reply 1 *
omar < ALARM <b> tier B. Reply 1 *
omar < ALARM <c> tier B. Reply 1 *
omar < ALARM {a} tier A: there is more*
then 4 incidents
omar: 1 {b}
omar < {b} is yours: {pb}.*
omar: 1 {c}
omar < {c} is yours: {pc}.*
omar: 1 {d}
omar < {d} is yours: {pd}.*
forget pa
forget pb
forget pc
forget pd
