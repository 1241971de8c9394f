# serves S0-40 S1-04
story The clock was years ahead and is set right: what "was said lately" is said all the same
set oncall: digest no
set oncall: ask-phone 0s
clock 2031-11-23 09:00 Africa/Nairobi
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
forget zed
omar: STOP
forget omar
mona < {omar}, who is on the on-call list, sent STOP*
omar: 1 {code}
forget omar
forget zed
step the wall clock by -43824h
25s pass
forget omar
forget mona
# more of hers: whoever has it hears it, and she is answered
zed: I am going to kill myself now
zed < We are here and have read this too.*
omar < ALARM {code} tier A: there is more*
omar: STOP
omar < You are on our on-call list*
mona < {omar}, who is on the on-call list, sent STOP*
omar: 3 {code} 2
forget omar
forget zed
