# serves S0-11 S4-n
story The line is shut; a child hears who answers and when, and the worker is told
clock 2026-11-23 23:30
set queue: open-hours mon-sun 08:00-20:00
phone amina +254711000001
given ruth +254733000002 is staff safeguarding
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: 1
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
amina: 1
amina < Thank you. {ruth} looks after people your age, has your message and answers *
amina < You are writing with {ruth} now. Just write. END ends it, 9 if you are not safe.
ruth < {amina}: under age, wants to talk. Yours by tomorrow 10:00. Reply DONE C1 when *
ruth < {amina} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 *
1h pass
ruth: DONE C1
ruth < Noted, thank you.
ruth: Good morning, I am Ruth
