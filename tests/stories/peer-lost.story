# serves S0-14 S2-B4
story LOST cuts off a stolen phone at once, and who was in a conversation is told
given june +254722000001 is peer trained on duty
given omar +254733000001 is staff coordinator
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
omar: LOST {june}
omar < {june} is cut off on that phone. 1 people they were with are in line again, first.
zed < {june} had to leave. You are first in line for the next person. If you are not *
june: hello, who is this
june < This number does not work here any more. If it is yours, ring your coordinator. *
june: I want to kill myself
june < We read what you wrote and it matters. Someone is being told now and will write *
# nobody is on call and there is no manager: whoever is staff hears it
omar < ALARM <code> tier B*
omar: FOUND {june}
omar < {june} can work on that phone again. ON starts.
june: ON
june < You are on. How are you, from 1 (low) to 5 (fine)? OFF ends, REST pauses.
