# serves S0-44 S1-02 S4-CMOC3
story A hard wish is honoured: she asked for a woman and waits for one
given ken +254722000002 is peer trained gender:man on duty
given june +254722000001 is peer trained gender:woman
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 4
zed < With whom would you rather talk? 1 Anyone, 2 A woman, 3 A man, 4 Someone my *
zed: 2
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
1m pass
june: ON
june < You are on. How are you, from 1 (low) to 5 (fine)? OFF ends, REST pauses.
june: 4
june < Thank you for saying so.
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: A woman. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
