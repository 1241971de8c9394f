# serves S0-37 S1-04 S0-40
story The house is dead, the alarm goes on: the pager calls the next person from its roster
given omar +254733000001 is staff oncall
given ruth +254733000002 is staff oncall
given zed +254711000003 is member
then 2 on the roster
zed: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
kill
4m pass
ruth < The gateway does not answer. Alarms still go out. Please look after it now.
3m pass
ruth < ALARM {code} tier A*
start
forget omar
forget ruth
ruth: 1 {code}
ruth < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached *
zed < One of our team has your message now and will get in touch with you in a *
then incident of zed is taken
