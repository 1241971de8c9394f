# serves S0-37 S0-53
story ERASE waits while somebody looks after the person, says so, and then happens
phone amina +254711000001
given omar +254733000001 is staff oncall
amina: I want to kill myself
amina < We read what you wrote and it matters. Someone is being told now and will write *
omar < ALARM <code> tier B. Reply 1 *
amina: ERASE
amina < This deletes everything about you for ever; nobody can bring it back. Really? 1 *
amina: 1
amina < Someone from our team is just looking after you. When that is closed everything *
then incident of amina is alarming
omar: 1 {code}
amina < One of our team has your message now and will get in touch with you in a *
omar < {code} is yours: {amina}. Write with WITH {code}. 2 {code} when you have *
omar: 2 {code}
omar < {code}: contact noted. It stays yours until you close it: 3 {code} and how it *
omar: 3 {code} 1
amina < Done. Everything about you is deleted here; copies in backups are gone within *
omar < {code} is closed by you. Thank you for being there.
then amina is unknown
