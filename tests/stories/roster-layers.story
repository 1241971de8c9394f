# serves S1-04
story Primary, then secondary, then the managers; an empty step is skipped at once
clock 2026-11-23 09:30 Africa/Nairobi
set oncall: ask-phone 0s
set oncall: digest no
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given ruth +254733000004 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
given secondary turns each week at 09:00: lena
given primary turns each day at 09:00: omar, ruth

zed: I want to kill myself tonight
omar < ALARM <code> tier A*
lena hears nothing
3m pass
lena < ALARM {code} tier A*
ruth hears nothing
3m pass
omar < ALARM {code} tier A: nobody has it yet*
4m pass
lena < ALARM {code} tier A: nobody has it yet*
# everybody, on duty or not
ruth < ALARM {code} tier A: nobody has it yet*
mona < ALARM {code} tier A: nobody has it yet*
mona: 1 {code}
mona: 3 {code} 2
forget omar
forget lena
forget mona
forget zed
