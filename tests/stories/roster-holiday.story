# serves S1-04
story Who is on call on a holiday hears it two weeks before
clock 2026-12-09 09:30 Africa/Nairobi
set oncall: ask-phone 0s
set oncall: digest no
set queue: holidays 2026-12-25
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given primary turns each day at 09:00: omar, lena
2d pass
# the shift from the 24th reaches into the holiday
lena < You are on call on a holiday: shift *, 24 December 09:00 to 25 December 09:00. SWAP *
1d pass
omar < You are on call on a holiday: shift *, 25 December 09:00 to 26 December 09:00. SWAP <n> offers it to the others.
2d pass
