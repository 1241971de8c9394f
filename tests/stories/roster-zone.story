# serves S1-04
story A rotation keeps the clock of its own zone, not the service's
clock 2026-11-23 12:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
# nine in Berlin is eleven in Nairobi
given primary turns each day at 09:00 Europe/Berlin: omar, lena
22h pass
50m pass
forget omar
forget lena
zed: I want to kill myself tonight
omar < ALARM <one> tier A*
lena hears nothing
omar: 1 {one}
omar: 3 {one} 2
forget omar
forget zed
20m pass
zed: I want to kill myself tonight
lena < ALARM <two> tier A*
omar hears nothing
lena: 1 {two}
lena: 3 {two} 2
forget lena
forget zed
