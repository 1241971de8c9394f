# serves S0-53 S1-14
story After STOP: HELP, PRIVACY and ERASE are still answered
phone amina +254711000001
given zed +254711000003 is member
zed: STOP
zed < Done: you get no more texts from us. START brings them back. 9 still works at any time.
zed: HELP
zed < TALK: talk with someone. FIND: help nearby. CHECKIN: a daily word. PRIVACY, *
zed: PRIVACY
zed < Read by trained peer workers and the team on duty: your texts, not your number. *
zed < If a life is at risk or a child is harmed we must act and may use your number. *
zed: ERASE
zed < This deletes everything about you for ever; nobody can bring it back. Really? 1 *
zed: 1
zed < Done. Everything about you is deleted here; copies in backups are gone within *
then zed is unknown
