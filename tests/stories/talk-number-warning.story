# serves S0-14 S0-28
story A number or an address is held until its writer says that it may go
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
zed: You can ring me on 0711 000003
zed < This has a number or an address in it, so it was not passed on. 1 Send it *
zed: 2
zed: my neighbour is kind
june < {zed}: my neighbour is kind
june: My number is 0722 000001
june < This has a number or an address in it, so it was not passed on to {zed}. 1 Send *
june: 1
zed < {june}: My number is 0722 000001
