# serves S3-2 S2-F2 S2-D5
story A low number is told to a human, and talking is one digit away
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 2
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
3h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
zed: 1
omar < {zed}: low mood. Yours by 13:00. Reply DONE C1 when you have looked.
zed < That is low, and good that you said so. Would you like to talk with someone? 1 *
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
