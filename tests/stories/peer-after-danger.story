# serves S0-56 S4-11
story The peer who held it: a debrief is offered when it is closed, the next day somebody asks, and a low answer is heard
clock 2026-11-23 09:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff oncall
given sara +254733000003 is staff coordinator
given zed +254711000003 is member
zed: TALK
zed: 1
10s pass
june: 1
zed: I want to kill myself
omar < ALARM <code> tier B*
omar: 1 {code}
omar: WITH ME {code}
forget june
forget zed
omar: END
omar: 3 {code} 1
forget omar
forget zed
16m pass
june < Your rest is over*
june < That was a hard conversation.*
june: 1
june < Good. One of the team calls*
25h pass
june < How are you today, after yesterday*
june: 1
june < Thank you for being honest.*
then concern about june is open
forget sara
forget zed
forget june
forget omar
