# serves S0-37 S0-40
story The text that says it arrives while everything falls down: one incident, one code
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed sends while the house dies again and again: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
20s pass
then 1 incidents
omar: 1 {code}
omar < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached *
zed < One of our team has your message now and will get in touch with you in a *
