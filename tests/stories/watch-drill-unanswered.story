# serves S1-13
story A drill that nobody answers ends, and a manager hears it
clock 2026-11-23 10:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
set watch: drill-every 2d
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager

49h pass
forget mona
omar < A drill of the alarm comes *
omar < Phone check: *
omar < DRILL <code> tier B*
forget omar
12m pass
mona < DRILL *
9m pass
mona < *nobody answered the drill of the alarm*
then the last drill was scheduled, unanswered
then the log has 1 drill.over
forget omar
forget mona
