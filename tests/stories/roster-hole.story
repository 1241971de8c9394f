# serves S1-04
story A hole in the next two weeks is told days before, and is over when it is filled
clock 2026-11-23 09:30 Africa/Nairobi
set oncall: ask-phone 0s
set oncall: digest no
set watch: verify 365d
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given rita +254733000005 is staff manager
given shift of omar from 2026-11-23 09:00 to 2026-12-01 09:00
given shift of lena from 2026-12-02 09:00 to 2027-01-20 09:00

2m pass
then roster holes 1
mona < For you: a hole in the rota, nobody on call from 1 December 09:00. Yours by *
rita < ROSTER: nobody is on call from 1 December 09:00 to 2 December 09:00 (holes in the next 14 days: 1). Please fill it.
mona: DONE C1
mona < Noted, thank you.
given shift of omar from 2026-12-01 09:00 to 2026-12-02 09:00
2d pass
mona hears nothing
rita hears nothing
then roster holes 0
then 0 concerns
