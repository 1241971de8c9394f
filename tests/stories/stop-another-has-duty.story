# serves S1-04 S1-09
story STOP by who is on call: paged on until somebody else has the duty, and then no more
set oncall: digest no
set oncall: ask-phone 0s
set watch: verify 365d
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
given shift of omar from 2026-11-23 08:00 to 2026-12-23 08:00
given shift of lena from 2026-12-23 08:00 to 2027-12-25 08:00
forget mona
omar: STOP
omar < You are on our on-call list, so alarms still reach you*
mona < {omar}, who is on the on-call list, sent STOP*
zed: I want to kill myself tonight
omar < ALARM <one> tier A*
omar: 1 {one}
omar: 3 {one} 2
forget omar
forget zed
# the manager gives the duty to somebody else
given shift of lena from 2026-11-23 09:00 to 2026-12-23 08:00 instead of omar
2m pass
zed: I want to kill myself tonight
lena < ALARM <two> tier A*
4m pass
omar hears nothing
lena: 1 {two}
lena: 3 {two} 2
forget lena
forget zed
forget mona
