# serves S2-B1 S2-B9
story Silence is allowed; after a while it is asked, then closed kindly
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
zed: hello
june < {zed}: hello
june: hello, how was the day?
zed < {june}: hello, how was the day?
20m pass
zed < {june} is still here. Write whenever you like.
15m pass
june < {zed} has gone. Thank you. Please delete this conversation from your phone now.
zed < It has been quiet, so we close here for now. TALK brings you back, 9 if you are *
june: are you still there my friend
june < {zed} had gone before your text came, so it went to nobody. ON, OFF and REST work.
