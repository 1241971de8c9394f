# serves S0-56 S4-11
story A peer's own danger is heard as theirs; asking about it is work
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff oncall
given sara +254733000003 is staff supervisor
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
zed < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
june < {zed} is with you now, handle C1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
june: are you thinking of killing yourself?
zed < {june}: are you thinking of killing yourself?
zed: no, not any more
june < {zed}: no, not any more
then incident of zed is none
june: I want to kill myself
june < We read what you wrote and it matters. Someone is being told now and will write *
june < {sara} is told and joins you. Keep to short words until then. You are not alone *
omar < ALARM <code> tier B. Reply 1 *
sara < {june} asks for help with {zed}. 1 join them 2 take over.
then incident of june is alarming
