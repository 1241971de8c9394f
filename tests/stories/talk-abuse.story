# serves S0-38 S0-56
story One key ends an abusive contact; safety still works for who was put out
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff coordinator oncall
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
zed: what are you wearing
june < {zed}: what are you wearing
june: 8
june < It is over; they cannot write to you. What was it? 1 sexual 2 threats or abuse *
omar < {zed}: a peer ended an abusive contact. Yours by 10:00. Reply DONE C1 when you *
zed < This conversation was ended by us. One of the team will look at it. 9 works at any time.
june: 1
june < Thank you for saying so.
zed: hello?
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: 9
omar < {zed}: pressed 9. Yours by 09:10. Reply DONE C2 when you have looked.
zed < Are you in danger right now? 1 Yes, 2 It may get bad, 3 No, a slip. You can *
