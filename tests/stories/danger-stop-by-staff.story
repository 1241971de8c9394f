# serves S1-04 S1-09
story STOP from on-call staff never silences an alarm
given omar +254733000001 is staff oncall
given mona +254733000009 is staff manager
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
omar: STOP
omar < You are on our on-call list, so alarms still reach you until someone else has *
mona < {omar}, who is on the on-call list, sent STOP. Alarms still go to them. Please *
2m pass
