# serves S0-40 S1-04
story A clock that is set back stops no alarm and moves no check-in
given omar +254733000001 is staff oncall
given ruth +254733000002 is staff oncall
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
step the wall clock by -5h
3m pass
omar < ALARM {code} tier A: nobody has it yet, 1 minute old. Reply 1 {code} to take *
ruth < ALARM {code} tier A: nobody has it yet, 1 minute old. Reply 1 {code} to take *
zed < We are still calling our team for you. Please do not wait for us: ring Red *
ruth: 1 {code}
ruth < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached *
zed < One of our team has your message now and will get in touch with you in a *
