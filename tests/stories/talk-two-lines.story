# serves S0-01 S2-D2
story Each short code has its own opening hours
clock 2026-12-24 10:00
set queue: open-hours mon-sun 09:00-21:00
set queue: open-hours-on 40405 sat 10:00-12:00 | 40406 mon-sun 00:00-24:00
set queue: holidays-on 40406 2026-12-24
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
given amina +254711000004 is member
given bakari +254711000005 is member
zed: TALK
zed < How would you like to talk? *
zed: 1
omar < {zed}: asks to talk and nobody is on duty. *
zed < Nobody is on duty now. Somebody answers at 12:00. *
amina writes to 40405
amina: TALK
amina < How would you like to talk? *
amina: 1
amina < Nobody is here just now. Your message is kept, and you get an answer Saturday at 12:00. *
bakari writes to 40406
bakari: TALK
bakari < How would you like to talk? *
bakari: 1
bakari < Nobody is here just now. Your message is kept, and you get an answer tomorrow at 02:00. *
forget omar
