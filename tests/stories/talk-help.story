# serves S0-56 S0-02
story A peer who needs help gets a supervisor with one key
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
june < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
june: HELP
june < {sara} is told and joins you. Keep to short words until then. You are not alone *
sara < {june} asks for help with {zed}. 1 join them 2 take over.
sara: 2
june < {sara} goes on with {zed}. Thank you. Please delete this conversation from your *
sara < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
zed < {june} has to stop now. {sara} goes on with you from here and knows what {june} *
zed: are you there
sara < {zed}: are you there
sara: Yes. I am Sara.
zed < {sara}: Yes. I am Sara.
june: ON
june < You are on already, with 0 conversations.
