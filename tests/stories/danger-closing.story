# serves S0-37 S1-09 S1-04
story Closing: a named human and what happened, each of the ways; nobody else can
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given june +254722000001 is peer trained
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <one> tier A*
# neither the person nor a peer nor a number that is no outcome
zed: 3 {one} 1
june: 3 {one} 1
forget june
then incident of zed is alarming
omar: 1 {one}
omar: 3 {one} 6
omar: 3 {one} 0
then incident of zed is taken
omar: 3 {one} 1
then 0 incidents
forget zed
forget omar
zed: I want to kill myself tonight
omar < ALARM <two> tier A*
omar: 1 {two}
omar: 3 {two} 2
then 0 incidents
forget zed
forget omar
zed: I want to kill myself tonight
omar < ALARM <three> tier A*
omar: 1 {three}
omar: 3 {three} 3
then 0 incidents
forget zed
forget omar
zed: I want to kill myself tonight
omar < ALARM <four> tier A*
omar: 1 {four}
omar: 3 {four} 4
then 0 incidents
then the log has 4 incident.closed
then the log is as it was written
forget zed
forget omar
