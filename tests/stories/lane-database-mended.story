# serves S0-40 S0-37
story The database is spoilt and mended: what came meanwhile is read from the journal, once
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
kill
spoil warmline.db
start
carrier hears no acknowledgement
zed: I want to kill myself tonight
zed < We have your message and someone is being called now.*
5s pass
omar < ALARM <code> tier A*
kill
mend warmline.db
start
10s pass
then 1 incidents
then incident of zed is alarming
# bearerbox has not heard that we took it, and gives it again
carrier redelivers
10s pass
then carrier holds 0
then 1 incidents
forget omar
forget zed
omar: 1 {code}
omar < {code} is yours: {zed}.*
omar: 3 {code} 2
forget omar
forget zed
