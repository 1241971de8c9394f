# serves S0-37 S1-04
story In contact for six hours and nothing said: each third reminder a manager hears too
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
omar: 2 {code}
forget omar
forget zed
5h pass
omar < {code} is still open*
omar < {code} is still open*
mona hears nothing
62m pass
omar < {code} is still open*
mona < {code} is still open*
omar: 3 {code} 1
forget omar
forget mona
forget zed
