# serves S0-40 S4-e
story An offer that gets no answer goes to the next peer
given june +254722000001 is peer trained on duty
given ken +254722000002 is peer trained on duty
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
2m pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june < We asked someone else now. Are you still there? REST if you need a break.
ken < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < You are in no conversation just now. ON, OFF and REST work.
ken: 1
ken < {zed} is with you now, handle T1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {ken} now. Just write. END ends it, 9 if you are not safe.
zed: hello
ken < {zed}: hello
