# serves S0-37 S0-40
story After ten minutes, to the second, the whole roster and the manager; and again after ten more
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given ruth +254733000004 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
# lena and omar have the duty; ruth is on the roster and has none now
given shift of omar from 2026-11-23 08:00 to 2026-12-23 08:00
given shift of lena from 2026-11-23 08:30 to 2026-12-23 08:00
given shift of ruth from 2026-12-23 08:00 to 2027-12-25 08:00
2m pass
forget mona
zed: I want to kill myself tonight
596s pass
forget omar
forget lena
mona hears nothing
ruth hears nothing
4s pass
mona < ALARM <code> tier A: nobody has it yet, 10 minutes old*
ruth < ALARM {code} tier A: nobody has it yet*
omar < ALARM {code} tier A: nobody has it yet*
lena < ALARM {code} tier A: nobody has it yet*
590s pass
forget omar
forget lena
mona hears nothing
ruth hears nothing
12s pass
mona < ALARM {code} tier A: nobody has it yet, 20 minutes old*
ruth < ALARM {code} tier A: nobody has it yet*
ruth: 1 {code}
ruth < {code} is yours*
10m pass
mona hears nothing
ruth: 3 {code} 2
forget ruth
forget omar
forget lena
forget zed
