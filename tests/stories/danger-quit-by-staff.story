# serves S1-04 S1-09
story QUIT and END from staff with an alarm out: the manager is told, and paging goes on
given omar +254733000001 is staff oncall
given mona +254733000009 is staff manager
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
forget zed
omar: QUIT
omar < You are on our on-call list, so alarms still reach you*
mona < {omar}, who is on the on-call list, sent STOP.*
omar: END
omar < You are on our on-call list, so alarms still reach you*
# told once an hour, not each time
mona hears nothing
3m pass
omar < ALARM {code} tier A: nobody has it yet*
omar: 1 {code}
omar: 3 {code} 2
forget omar
forget zed
