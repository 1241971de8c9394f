# serves S0-51
story The network is away for an hour; what was written comes, in order, and is answered
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle I1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
carrier is away
zed: are you there?
zed: I am on the bus now
10m pass
carrier is well
30s pass
june < {zed} waits for your answer since 5 minutes. HANDOVER if you need to stop.
june < We are asking for somebody for you now. Keep to short words until then. You are *
june < {zed}: are you there?
june < {zed}: I am on the bus now
then carrier holds 0
