# serves S0-40 S0-37
story The database is spoilt: danger is heard, alarmed from the roster file and answered
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
kill
spoil warmline.db
start
zed: I want to kill myself tonight
zed < We have your message and someone is being called now.*
5s pass
omar < ALARM <code> tier A*
# it goes round as ever
3m pass
omar < *
forget omar
then carrier holds 0
