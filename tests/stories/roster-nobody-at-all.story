# serves S0-37 S1-04
story Neither on call nor a manager: whoever is staff is called, loudly
given sara +254733000005 is staff coordinator
given tom +254733000006 is staff supervisor
given zed +254711000003 is member
zed: I want to kill myself tonight
sara < ALARM <code> tier A*
3m pass
tom < ALARM {code} tier A*
sara: 1 {code}
sara < {code} is yours*
sara: 3 {code} 2
sara < {code} is closed by you*
forget zed
# and when the whole house is dead, the pager calls them by the roster file
then 2 on the roster
