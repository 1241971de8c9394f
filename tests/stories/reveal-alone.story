# serves S0-14 S0-37
story Tier A: who has it may see the number alone; the manager is told at once and must review it
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
set oncall: digest no
set oncall: ask-phone 0s

zed: I took all the pills and I am going to die
omar < ALARM <code> tier A*
forget zed
# not before it is theirs: then it takes two
lena: REVEAL {code} I want to ring them
lena < {code}: a second person is asked now*
mona < {lena} asks to see the telephone number of {code}.*
omar < {lena} asks to see the telephone number of {code}.*
omar: 1 {code}
forget omar
forget zed
omar: REVEAL {code} pills taken, ambulance needs the number
omar < {code}: +254711000003. For this call only*
mona < {omar} has seen the telephone number of {code} (tier A), alone. Reason: pills taken, ambulance needs the number. Please review by tomorrow 09:00: REVEAL OK <r> if right,*
lena hears nothing
omar: REVEAL OK {r}
omar < You asked for it yourself*
omar: 3 {code} 4
forget omar
# 24 hours without a review: a concern
23h pass
mona hears nothing
2h pass
mona < For you: reveal {r} waits for a review (REVEAL OK {r}). Yours by *
mona: REVEAL OK {r}
mona < Your review of request {r} is logged. Thank you.
mona: REVEAL NO {r}
mona < That is over or was answered before. Nothing was changed.
mona: DONE C1
mona < Noted, thank you.
forget zed
