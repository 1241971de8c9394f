# serves S1-04
story What roster check scores: cover, fairness and verified phones
clock 2026-11-23 09:30 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
given primary turns each day at 09:00: omar, lena

# 42 days of 24 hours, 21 each; nobody's phone has answered anything yet
then roster cover 100
then roster fair 100
then roster phones 0
# a week more for omar is no longer fair, and lena's phone is known once she took an alarm
given shift of omar from 2026-11-25 09:00 to 2026-12-02 09:00 instead of lena
zed: I want to kill myself tonight
forget zed
omar < ALARM <code> tier A*
lena: 1 {code}
lena < {code} is yours*
lena: 3 {code} 2
then roster cover 100
then roster fair 87
then roster phones 50
forget lena
forget omar
forget zed
