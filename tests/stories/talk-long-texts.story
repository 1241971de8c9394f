# serves S2-B5
story A long text arrives whole, also when its parts come in the wrong order
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
zed: I have been sitting in the kitchen since four because that is where she used to sit, and the children sleep, and I do not know what to tell them when they wake up and ask again.
june < {zed}: I have been sitting in the kitchen since four because that is where she *
june: You could tell them just that: that you do not know, and that you miss her as well. Mine were six and nine when it happened and that is what they remember, that I said so and stayed.
zed < {june}: You could tell them just that: that you do not know, and that you miss *
zed sends part 2/2 of 9: hen the sun comes up
zed sends part 1/2 of 9: I wait in the dark and t
june < {zed}: I wait in the dark and then the sun comes up
