# serves S0-28 S2-B5 S4-CMOC4
story Words pass unedited, both ways and in order, under names that say nothing
phone amina +254711000001
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
zed: My mum died in spring
june < {zed}: My mum died in spring
june: I am sorry. Mine too, two years ago.
zed < {june}: I am sorry. Mine too, two years ago.
zed: nobody says her name any more
june < {zed}: nobody says her name any more
zed: They say move on :-(
june < {zed}: They say move on :-(
june: What was her name?
zed < {june}: What was her name?
zed: Wanjirũ wa Mũthoni
june < {zed}: Wanjirũ wa Mũthoni
june: END
june < You have ended with {zed}. Thank you. Please delete this conversation from your *
zed < Thank you for talking with {june}. TALK brings you back at any time.
3h pass
zed < Did it help to talk? 1 Yes, 2 Some, 3 No. No need to answer.
zed: 1
zed < Thank you. It helps us to do better.
