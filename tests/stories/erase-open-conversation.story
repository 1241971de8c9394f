# serves S0-53 S0-14
story ERASE in a conversation is no word to the peer; the peer hears that they are gone
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
zed: ERASE
zed < This deletes everything about you for ever; nobody can bring it back. Really? 1 *
zed: 1
june < {zed} has gone. Thank you. Please delete this conversation from your phone now.
zed < Done. Everything about you is deleted here; copies in backups are gone within *
then zed is unknown
