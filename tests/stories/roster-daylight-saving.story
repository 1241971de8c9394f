# serves S1-04
story In the night in which the clocks go forward the hand-over is at nine all the same
clock 2026-03-28 20:00 Europe/Berlin
set people: zone Europe/Berlin
set oncall: digest no
set oncall: ask-phone 0s
given omar +4915112345001 is staff oncall
given lena +4915112345003 is staff oncall
given zed +4915112345004 is member
given shift of omar from 2026-03-28 09:00 to 2026-03-29 09:00
given shift of lena from 2026-03-29 09:00 to 2026-05-30 09:00
# nine in the evening to ten to nine: a night of eleven hours and fifty minutes
11h pass
40m pass
zed: I want to kill myself tonight
omar < ALARM <one> tier A*
omar: 1 {one}
omar: 3 {one} 2
forget omar
forget zed
25m pass
zed: I want to kill myself tonight
lena < ALARM <two> tier A*
omar hears nothing
lena: 1 {two}
lena: 3 {two} 2
forget lena
forget zed
