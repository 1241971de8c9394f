# serves S1-04
story An override: somebody else is called for a night, and only then
clock 2026-11-23 20:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
given shift of omar from 2026-11-23 09:00 to 2026-12-24 09:00
given shift of lena from 2026-11-23 21:00 to 2026-11-24 09:00 instead of omar
zed: I want to kill myself tonight
omar < ALARM <one> tier A*
omar: 1 {one}
omar: 3 {one} 2
forget omar
forget zed
2h pass
zed: I want to kill myself tonight
lena < ALARM <two> tier A*
omar hears nothing
lena: 1 {two}
lena: 3 {two} 2
forget lena
forget zed
12h pass
zed: I want to kill myself tonight
omar < ALARM <three> tier A*
lena hears nothing
omar: 1 {three}
omar: 3 {three} 2
forget omar
forget zed
