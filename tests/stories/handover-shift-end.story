# serves S1-04 S0-37
story The shift ends with an incident open: asked before, offered then, and it rings if nobody takes it
clock 2026-11-23 20:00 Africa/Nairobi
set oncall: digest no
set oncall: ask-phone 0s
set incident: close-reminder 24h
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
given primary turns each day at 21:00: lena, omar
# until nine in the evening nobody has a shift: everybody on call is called
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
omar: 2 {code}
forget omar
forget zed
23h pass
forget lena
# his own shift begins, and the day after it ends
1h pass
forget omar
24h pass
omar < {code} is still open*
40m pass
omar hears nothing
10m pass
omar < Your shift ends at 21:00 and you have {code} A. HANDOVER offers them to whoever is on call next.
15m pass
omar < Your shift is over. {code} A is offered to {lena} now. It stays yours until somebody has taken it. Thank you.
lena < {omar} hands over: {code} A. Reply 1 and a code*
then incident of zed is in contact
4m pass
lena hears nothing
2m pass
# nobody took it: it rings, and he knows that it is still with him
lena < ALARM {code} tier A*
omar < Nobody has taken {code} over, so it rings again.*
then incident of zed is alarming
lena: 1 {code}
lena: 3 {code} 1
forget lena
forget zed
omar hears nothing
