# serves S0-37
story Nothing closes an incident but a named human: not days, not restarts, not a clock set ahead
set oncall: digest no
set oncall: ask-phone 0s
set watch: verify 365d
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
omar: 2 {code}
forget omar
forget zed
3d pass
restart
3d pass
step the wall clock by 24h
restart
3d pass
then incident of zed is in contact
omar < {code} is still open*
forget omar
omar: 3 {code} 1
omar < {code} is closed by you*
then 0 incidents
forget zed
