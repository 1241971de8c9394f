# serves S0-28 S2-B9
story With two conversations, a text without a handle is held and asked about, never guessed
set peers: cap 3
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
given wanja +254711000004 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle <one>. *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
wanja: TALK
wanja < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
wanja: 1
wanja < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {wanja} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {wanja} is with you now, handle <two>. *
june < You talk with: {one} {zed}, {two} {wanja}. Put the handle first, as in: {two} hello
wanja < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
june: how are you?
june < Not sent: for whom is it? {one} {zed}, {two} {wanja}. Send the handle alone and it goes.
june: {one}
june < Sent to {zed}.
zed < {june}: how are you?
june: {two} good evening
wanja < {june}: good evening
zed: better
june < {one} {zed}: better
wanja: good evening to you
june < {two} {wanja}: good evening to you
