# serves S0-60 S1-02 S4-CMOC4
story Who asks for the same peer gets the same peer
given june +254722000001 is peer trained on duty
given ken +254722000002 is peer trained on duty
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle T1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
june: hello
zed < {june}: hello
zed: END
june < {zed} has gone. Thank you. Please delete this conversation from your phone now.
zed < Thank you for talking with {june}. TALK brings you back at any time.
4h pass
zed < Did it help to talk? 1 Yes, 2 Some, 3 No. No need to answer.
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 4
zed < With whom would you rather talk? 1 Anyone, 2 A woman, 3 A man, 4 Someone my *
zed: 5
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, within 1 minute.
june: 1
june < {zed} is with you now, handle T1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
