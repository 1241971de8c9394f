# serves S0-27 S1-12
story One question after it; a no is looked at
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
june: hello
zed < {june}: hello
zed: END
june < {zed} has gone. Thank you. Please delete this conversation from your phone now.
zed < Thank you for talking with {june}. TALK brings you back at any time.
3h pass
zed < Did it help to talk? 1 Yes, 2 Some, 3 No. No need to answer.
zed: 3
omar < {zed}: a conversation did not help. Yours by tomorrow 12:00. Reply DONE C1 when *
zed < Thank you for the truth; one of us looks at it. TALK and you can ask for someone else.
