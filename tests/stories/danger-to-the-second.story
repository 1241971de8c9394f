# serves S0-37 S0-40
story The clocks of tier B to the second: text at once, ring after 60 s, the next person after 180
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
voicebox is there
# a text takes two seconds of a story, a look at a telephone one
zed: I want to kill myself
omar < ALARM <code> tier B. Reply 1 * to take it, 4 * if you cannot.
then 1 reached alarm within 2s
omar is not alarmed by phone
56s pass
omar is not alarmed by phone
1s pass
omar is alarmed by phone
omar misses the alarm call
115s pass
lena hears nothing
lena is not alarmed by phone
2s pass
lena < ALARM {code} tier B. *
lena is not alarmed by phone
56s pass
lena is not alarmed by phone
2s pass
lena is alarmed by phone
lena takes the alarm by phone
lena < {code} is yours*
mona hears nothing
lena: 3 {code} 2
forget lena
forget omar
forget zed
