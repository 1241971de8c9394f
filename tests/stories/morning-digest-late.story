# serves S1-13 S1-04
story A clock that passed is forgiven once contact is made: the morning counts what is late now
clock 2026-11-23 07:00 Africa/Nairobi
set incident: close-reminder 24h
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
forget omar
forget zed
16m pass
omar < ALARM {code} tier A: no contact noted in time*
omar: 2 {code}
forget omar
50m pass
forget omar
mona < Phone check: *
mona < Morning: since yesterday 1 alarms, 1 of tier A, 0 closed. Open (! nobody has it): {code} A.
mona < To do: clocks that passed 0, *
omar: 3 {code} 1
forget omar
forget mona
forget zed
