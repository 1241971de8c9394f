# serves S0-01 S2-D2
story A holiday is a closed day
clock 2026-12-25 10:00
set queue: open-hours mon-sun 09:00-21:00
set queue: holidays 2026-12-25
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
omar < {zed}: asked to talk out of hours. Yours by tomorrow 11:00. Reply DONE C1 when *
zed < Nobody is here just now. Your message is kept, and you get an answer tomorrow *
