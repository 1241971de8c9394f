# serves S0-56 S4-11
story REST is at once, costs nothing, and offers stop
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
june: REST
june < Rest well. You get no offers until you text ON. It counts as work for 15 minutes.
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < Nobody is on duty now. Somebody answers at 11:00. To speak with a person now, *
1m pass
june: ON
june < You are on. How are you, from 1 (low) to 5 (fine)? OFF ends, REST pauses.
june: 5
june < Thank you for saying so.
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
