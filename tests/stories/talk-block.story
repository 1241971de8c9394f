# serves S0-28 S0-38
story BLOCK ends it, the two never meet again, and a human looks
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff coordinator
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
june: you should pray more
zed < {june}: you should pray more
zed: BLOCK
june < {zed} has gone. Thank you. Please delete this conversation from your phone now.
omar < {zed}: a member blocked or reported a peer. Yours by 10:00. Reply DONE C1 when *
zed < Thank you for saying so. You will not be put together again, and one of the *
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
30s pass
