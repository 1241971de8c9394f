# serves S0-56 S2-B1
story A peer whose phone went dead keeps nobody waiting
given june +254722000001 is peer trained on duty
given sara +254733000003 is staff supervisor
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, *
zed < You are writing with {june} now. *
june: hello
zed < {june}: hello
zed: my brother left today
june < {zed}: my brother left today
5m pass
june < {zed} waits *
5m pass
sara < {june} asks for help with {zed}. 1 join them 2 take over.
june < {sara} is told *
3m pass
sara < {zed}: a peer asks for help in a conversation. Yours by *
7m pass
june < {zed} keeps their place, *
zed < {june} had to leave. You are first in line for the next person. If you are not safe, text 9.
