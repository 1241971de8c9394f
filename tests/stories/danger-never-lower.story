# serves S0-37 S0-40
story A later, milder text joins and never lowers the tier
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed: I took all the pills and I am going to die
omar < ALARM <code> tier A*
forget zed
zed: I want to kill myself
zed: it was nothing, forget it
forget zed
omar: LIST
omar < Open (! nobody has it): {code} A!. 1 and a code takes one.
omar: 1 {code}
omar: 3 {code} 2
forget omar
forget zed
