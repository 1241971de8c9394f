# serves S1-04
story A shift is offered by text, and another takes it with a digit and its number
clock 2026-11-23 09:30 Africa/Nairobi
set oncall: ask-phone 0s
set oncall: digest no
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given ruth +254733000004 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
given primary turns each day at 09:00: omar, lena, ruth

lena: SHIFTS
lena < Your shifts: <n>: tomorrow 09:00 - Wednesday 09:00, *
omar: SWAP {n}
omar < Shift {n} is not yours. SHIFTS lists yours.
# nobody can take what is not offered
ruth: 7 {n}
ruth < Shift {n} is not offered. Nothing was changed.
lena: SWAP {n}
lena < Shift {n} is offered to the others. It stays yours *
omar < {lena} asks who can take shift {n} (primary), tomorrow 09:00 to Wednesday 09:00. Reply 7 {n} to take it.
ruth < {lena} asks who can take shift {n} (primary)*
lena: SWAP {n}
lena < Shift {n} is offered already.*
omar: 7 {n}
omar < Shift {n} is yours: tomorrow 09:00 to Wednesday 09:00. Thank you.
lena < {omar} has taken shift {n}, tomorrow 09:00 to Wednesday 09:00. You are free then.
ruth: 7 {n}
ruth < Somebody has taken shift {n} already. Thank you.
24h pass
# on her day he is called
zed: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
lena hears nothing
omar: 1 {code}
omar: 3 {code} 2
forget omar
forget zed
