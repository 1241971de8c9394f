# serves S2-D1 S2-B2
story A form that somebody cannot answer ends with a person
given omar +254733000001 is staff coordinator
phone amina +254711000001
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: what do you mean
amina < Please send just the number: 1 Yes, 2 No. 0 gets a person.
amina: i dont understand
amina < It is easier with a person: 0 gets one. Or once more: It stays between us, *
amina: i cant
amina < It is easier with a person: 0 gets one. Or once more: It stays between us, *
amina: please
omar < {amina}: asks for a person and answers no form. Yours by 09:30. Reply DONE C1 *
amina < One of our team sees this now and will write to you here. You can go on writing *
