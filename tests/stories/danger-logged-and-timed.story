# serves S1-04 S1-12
story Who did what in an incident is in the audit log, and how long it took is counted
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member

zed: I want to kill myself tonight
forget zed
omar < ALARM <code> tier A*
3m pass
lena < ALARM {code} tier A*
lena: 1 {code}
forget zed
1m pass
lena: 2 {code}
lena: 3 {code} 1
forget lena
forget zed
omar: STOP
omar < You are on our on-call list*
then 1 reached alarm within 10s
then 1 reached acknowledge within 200s
then 1 reached contact within 300s
then the log has 1 incident.opened
then the log has 1 incident.taken
then the log has 1 incident.contact
then the log has 1 incident.closed
then the log has 1 incident.stop
forget omar
