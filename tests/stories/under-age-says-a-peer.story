# serves S0-11 S4-11
story A peer who thinks that somebody is a child hands them up with one key
phone amina +254711000001
given june +254722000001 is peer trained on duty
given ruth +254733000002 is staff safeguarding
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: 1
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
amina: 4
amina < Here you are called {amina}. The people you talk with see that name, never your number.
amina < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
amina: 1
amina < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {amina} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
amina < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
june < {amina} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 *
amina: we have a maths test in class 7 tomorrow
june < {amina}: we have a maths test in class 7 tomorrow
june: 7
june < Is {amina} under age? 1 yes, hand over now 2 no, send my 7 as a word.
june: 1
amina < You are writing with {ruth} now. Just write. END ends it, 9 if you are not safe.
amina < From here {ruth} answers you, who works with people your age and has time for you.
june < {amina} is with our worker for young people now. Thank you. Please delete this *
ruth < {amina} is in a conversation with a peer now. WITH ME and the code takes over.
ruth < {amina} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 *
ruth < {amina}: a peer thinks that they are under age. Yours by 09:10. Reply DONE C1 *
amina: are you still there?
ruth < {amina}: are you still there?
ruth: I am. I work with young people.
amina < {ruth}: I am. I work with young people.
