# serves S0-40 S0-37
story The disk is read-only: heard, alarmed and answered; the text stays with bearerbox until it can be kept
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
kill
disk is read-only
start
zed: I want to kill myself tonight
zed < We have your message and someone is being called now.*
5s pass
omar < ALARM <code> tier A*
then carrier holds 1
kill
disk is well
start
20s pass
then carrier holds 0
then 1 incidents
then incident of zed is alarming
forget omar
forget zed
omar: 1 {code}
omar < {code} is yours: {zed}.*
omar: 3 {code} 2
forget omar
forget zed
