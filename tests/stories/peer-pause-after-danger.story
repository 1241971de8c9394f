# serves S0-56 S4-11 S4-e
story After a conversation with danger a peer rests, and it counts as work
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
zed: I want to kill myself
june < {zed} may be in danger. On-call is being called. Please keep writing with them *
june < {zed}: I want to kill myself
omar < ALARM <code> tier B. Reply 1 *
zed < We read what you wrote and it matters. Someone is being told now and will write *
june: END
june < On-call has not taken {zed} yet. Please stay until they say WITH ME, or give it *
omar: 1 {code}
omar < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached *
zed < One of our team has your message now and will get in touch with you in a *
omar: WITH ME {code}
june < On-call has {zed} now. Thank you for staying, that was hard.
june < After that you rest until 09:15. It is not a punishment, it counts as work, and *
omar < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {omar} now. Just write. END ends it, 9 if you are not safe.
omar: I am Omar, I am here for you
zed < {omar}: I am Omar, I am here for you
june: ON
june < After that you rest until 09:15. It is not a punishment, it counts as work, and *
