# serves S1-13
story A drill through the whole chain, announced the day before
clock 2026-11-23 10:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
set watch: drill-every 2d
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
phone amina +254711000001

then roster phones 0
26h pass
omar < A drill of the alarm comes tomorrow at 11:00. *
mona < A drill of the alarm comes tomorrow at 11:00. *
23h pass
omar < Phone check: please reply 1 <check>,*
omar < DRILL <code> tier B. Please answer as if it were real*
mona < Phone check: please reply 1 <check>,*
2m pass
omar: 1 {code}
omar < Drill {code} answered, thank you. *
then the last drill was scheduled, answered by omar
then roster phones 100
# a text for a check does not take an alarm, and an alarm is no check
omar: 1 {check}
omar < Thank you. Your phone is checked*
mona: {check}
mona < Thank you. Your phone is checked*
then the log has 2 phone.verified
1h pass
amina: I want to kill myself
amina < *Someone is being*
omar < ALARM <real> tier *
omar: 1 {check}
omar < No open alarm has the code {check}.*
omar: 1 {real}
omar < {real} is yours*
omar: 3 {real} 2
forget amina
forget omar
forget mona
