# serves S1-13 S1-04
story A digest each morning: counts and codes, no names; and what wants doing
clock 2026-11-23 20:00 Africa/Nairobi
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
given sara +254733000005 is staff coordinator
given zed +254711000003 is member
given amina +254711000001 is member
zed: I took all the pills and I am going to die
omar < ALARM <one> tier A*
omar: 1 {one}
omar: 3 {one} 4
forget omar
forget zed
amina: I want to kill myself
omar < ALARM <two> tier B*
omar: 1 {two}
omar: 2 {two}
forget omar
forget amina
11h pass
# still with him in the morning; he is reminded each two hours
forget omar
mona < {two} *
forget mona
1h pass
omar < Morning: since yesterday 2 alarms, 1 of tier A, 1 closed. Open (! nobody has it): {two} B.
mona < Phone check: *
mona < Morning: since yesterday 2 alarms, 1 of tier A, 1 closed. Open (! nobody has it): {two} B.
mona < To do: clocks that passed 1, reveals to review 0, holes in the roster 0, phones not checked 1.
omar: 3 {two} 1
forget omar
forget mona
24h pass
omar < Morning: since yesterday 0 alarms, 0 of tier A, 1 closed. Nothing is open.
mona < Morning: since yesterday 0 alarms*
mona < To do: *
forget zed
forget amina
