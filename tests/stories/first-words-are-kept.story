# serves S0-29 S2-B5
story What somebody wrote before any form reaches the one who answers, unedited
phone amina +254711000001
given june +254722000001 is peer trained on duty
amina: my mum died and i cant sleep
amina < Hello, good that you wrote. This is read by trained peer workers. 1 Talk, 2 *
amina: there is nobody i can tell
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: 1
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
amina: 5
amina < Here you are called {amina}. The people you talk with see that name, never your number.
amina < You are number 1 in line. How long it takes we cannot say. Your place stays *
5s pass
june < New here: {amina} waits 1 minute. By text now. Wishes: none. 1 accept 2 pass, *
june: 1
amina < You are writing with {june} now. Just write. END ends it, 9 if you are not safe.
june < {amina} is with you now, handle T1. Just write. END, HANDOVER, HELP, BLOCK. 7 *
june < {amina}: my mum died and i cant sleep
june < {amina}: there is nobody i can tell
