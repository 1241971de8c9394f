# serves S2-B9 S3-5
story A peer cannot slip away: OFF says who is still there, and HANDOVER gives them on with a note
given june +254722000001 is peer trained on duty
given ken +254722000002 is peer trained
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
june: hello
zed < {june}: hello
june: OFF
june < You still talk with P1 {zed}. HANDOVER with a note gives them on, END ends, *
june: HANDOVER her mother died, likes to be asked about her
june < {zed} keeps their place, and the next one gets your note. Thank you. Please *
zed < {june} had to leave. You are first in line for the next person. If you are not *
june: OFF
june < You are off. Before you go: how are you, from 1 (low) to 5 (fine)? Please *
june: 4
june < Thank you for saying so.
ken: ON
ken < You are on. How are you, from 1 (low) to 5 (fine)? OFF ends, REST pauses.
ken: 4
ken < Thank you for saying so.
5s pass
ken < New here: {zed} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
ken: 1
ken < {zed} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 if *
ken < {zed} comes to you from {june}. Note: her mother died, likes to be asked about her
zed < You are writing with {ken} now. Just write. END ends it, 9 if you are not safe.
ken: Hello, I am here now
zed < {ken}: Hello, I am here now
