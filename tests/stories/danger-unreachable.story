# serves S0-37 S1-09
story Unreachable: the tries that the protocol names, and a second person of the staff
set oncall: digest no
set oncall: ask-phone 0s
set incident: tries 2
set incident: tries-call 1
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given june +254722000001 is peer trained
given zed +254711000003 is member
zed: I want to kill myself
omar < ALARM <code> tier B*
forget zed
omar: 1 {code}
forget omar
omar: 3 {code} 5
omar < {code}: 0 tries are noted*
omar: 5 {code} 1
omar: 5 {code} 1
forget omar
# two tries, both by text: the call is missing
omar: 3 {code} 5
omar < {code}: 2 tries are noted*1 calls*
mona hears nothing
omar: 5 {code} 2
omar < {code}: try 3 noted*
omar: 3 {code} 5
omar < {code}: noted. A second person must agree*
mona < {code}: a colleague could not reach*
# no clock ends it, and a peer's word is none
june: 3 {code} 5
forget june
10m pass
then incident of zed is taken
lena: 3 {code} 5
lena < {code} is closed by you*
then 0 incidents
then the log has 1 incident.unreachable
then the log has 1 incident.closed
forget omar
forget mona
forget zed
