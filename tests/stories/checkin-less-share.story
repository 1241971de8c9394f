# serves S0-57 S2-F2
story LESS halves it, SHARE lets the peer see the line
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 2
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
zed: LESS
zed < Done: half as often from now. LESS again for still less, STOP to end.
zed: SHARE
zed < Done: the person you talk with sees your numbers. SHARE again takes it back.
3h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
zed: 4
zed < Thank you. Until the next time.
1d pass
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle I1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
june < {zed} shares their check-ins *: 4
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
