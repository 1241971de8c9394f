# serves S0-04 S0-51
story A part that never comes: what is there is passed on after 30 s, and scanned at once
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
zed sends part 1/2 of 3: he said he would come back and
20s pass
15s pass
june < {zed}: he said he would come back and [...]*
zed sends part 1/2 of 4: I want to kill myself and
june < {zed} may be in danger. On-call is being called. Please keep writing with them *
omar < ALARM <code> tier B. Reply 1 *
zed < We read what you wrote and it matters. Someone is being told now and will write *
