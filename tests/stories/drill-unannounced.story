# serves S1-13
story A drill at a time that nobody knows: not announced, its result kept, and never while somebody is in danger
clock 2026-11-23 10:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
set watch: drill-surprise 1d
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
then roster phones 0
# between half of that time and one and a half
11h pass
omar hears nothing
omar hears within 26h DRILL <code> tier B. Please answer as if it were real*
lena hears within 5m DRILL {code} *
lena: 1 {code}
lena < Drill {code} answered*
then the last drill was unannounced, answered by lena
then the log has 1 drill.begun
then the log has 1 drill.over
# her number answered, his did not
then roster phones 50
forget omar
forget mona
zed: I want to kill myself
omar < ALARM <real> tier B*
omar: 1 {real}
omar: 2 {real}
40h pass
then the log has 1 drill.begun
omar: 3 {real} 1
2h pass
then the log has 2 drill.begun
forget omar
forget lena
forget mona
forget zed
