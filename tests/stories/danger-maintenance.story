# serves S0-37 S0-53
story No upkeep closes an incident: its holder leaves, the roster changes, she erases herself, months pass
set oncall: digest no
set oncall: ask-phone 0s
set watch: verify 365d
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
omar: 2 {code}
forget omar
forget zed
zed: ERASE
zed: 1
zed: STOP
forget zed
then incident of zed is in contact
given shift of lena from 2026-11-23 09:00 to 2027-11-23 09:00
3d pass
sleep 200d
3d pass
restart
then incident of zed is in contact
omar < {code} is still open*
forget omar
forget lena
omar: 3 {code} 1
omar < {code} is closed by you*
forget lena
forget zed
