# serves S0-40 S0-37
story Five starts in a minute: intake, scan and alarm only; what came is replayed when it holds
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
restart
restart
restart
restart
restart
zed: hello
zed < We have your text. Something here is slow just now*
zed: I want to kill myself tonight
zed < We have your message and someone is being called now.*
5s pass
omar < ALARM <code> tier A*
kill
2m pass
forget omar
start
10s pass
# one incident, one code
then incident of zed is alarming
then 1 incidents
forget omar
forget zed
omar: 1 {code}
omar < {code} is yours: {zed}.*
forget zed
then carrier holds 0
