# serves S0-51 S0-40
story The carrier's queue is full: nothing is lost, the link slows down, not the person
given zed +254711000003 is member
carrier is full
zed: PRIVACY
zed: HELP
1m pass
carrier is well
2m pass
zed < Read by trained peer workers and the team on duty: your texts, not your number. *
zed < If a life is at risk or a child is harmed we must act and may use your number. *
zed < TALK: talk with someone. FIND: help nearby. CHECKIN: a daily word. PRIVACY, *
then carrier holds 0
