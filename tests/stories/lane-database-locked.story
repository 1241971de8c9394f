# serves S0-40 S0-37
story Another program holds the database: danger is heard, alarmed and answered, and read when it lets go
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
kill
lock warmline.db
start
zed: I want to kill myself tonight
zed < We have your message and someone is being called now.*
5s pass
omar < ALARM <code> tier A*
then carrier holds 0
unlock
restart
10s pass
then incident of zed is alarming
forget omar
forget zed
omar: 1 {code}
omar < {code} is yours*
omar: 3 {code} 2
forget omar
forget zed
