# serves S1-04
story Nobody takes the shift: it stays hers, and a manager knows a day before
clock 2026-11-23 09:30 Africa/Nairobi
set oncall: ask-phone 0s
set oncall: digest no
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
given primary turns each week at 09:00: omar, lena

lena: SWAP
lena < Your shifts: <n>: 30 November 09:00 - 7 December 09:00, *
lena: SWAP {n}
lena < Shift {n} is offered to the others.*
omar < {lena} asks who can take shift {n}*
6d pass
lena < Nobody has taken shift {n} yet, tomorrow 09:00 to 7 December 09:00. It stays yours; a manager knows.
mona < Nobody has taken shift {n} of {lena} yet.*
1d pass
lena < Nobody has taken shift {n}: you are on call until 7 December 09:00.
zed: I want to kill myself tonight
lena < ALARM <code> tier A*
omar hears nothing
lena: 1 {code}
lena: 3 {code} 2
forget lena
forget zed
