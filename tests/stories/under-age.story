# serves S0-11 S4-11 S4-n
story Somebody under age is never in line: a worker for young people has them by name
phone amina +254711000001
given june +254722000001 is peer trained on duty
given ruth +254733000002 is staff safeguarding
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: 1
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
amina: 3
amina < Thank you for telling us. {ruth}, who works with people your age, gets your *
amina < You are writing with {ruth} now. Just write. END ends it, 9 if you are not safe.
ruth < {amina}: under age, wants to talk. Yours by 09:10. Reply DONE C1 when you have looked.
ruth < {amina} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 *
amina: nobody talks to me at school
ruth < {amina}: nobody talks to me at school
ruth: I am Ruth. Since when is that so?
amina < {ruth}: I am Ruth. Since when is that so?
amina: since we moved here
ruth < {amina}: since we moved here
