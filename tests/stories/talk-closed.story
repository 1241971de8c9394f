# serves S0-01 S2-D2 S0-46
story Out of hours the message is kept, the answer is promised, and nobody is nagged
clock 2026-11-22 10:00
set queue: open-hours mon-fri 09:00-21:00
given omar +254733000001 is staff coordinator
given june +254722000001 is peer trained
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
omar < {zed}: asked to talk out of hours. Yours by tomorrow 11:00. Reply DONE C1 when *
zed < Nobody is here just now. Your message is kept, and you get an answer tomorrow *
zed: it is about my son and the school
zed < Thank you, we have it. If you are not safe, text 9.
12h pass
11h pass
omar < For you: a hole in the rota, nobody on call from 08:00. Yours by 10:00. Reply DONE C2 when you have looked.
june: ON
june < You are on. How are you, from 1 (low) to 5 (fine)? OFF ends, REST pauses.
june: 4
june < Thank you for saying so.
5s pass
june < New here: {zed} waits 1 day. By text now. Wishes: none. 1 accept 2 pass, within *
june: 1
june < {zed} is with you now, handle W1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
june < {zed}: it is about my son and the school
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
