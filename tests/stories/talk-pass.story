# serves S0-13 S4-e
story A peer may pass; nobody else gets less for it
given june +254722000001 is peer trained on duty
given ken +254722000002 is peer trained on duty
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 2
june < That is fine. We ask someone else.
ken: 2
ken < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
ken < That is fine. We ask someone else.
10s pass
