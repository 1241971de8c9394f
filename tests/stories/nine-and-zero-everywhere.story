# serves S0-21 S1-08
story 0 and 9 work in the middle of a form, and are never an answer to it
given omar +254733000001 is staff oncall
phone amina +254711000001
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: 1
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
amina: 9
omar < {amina}: pressed 9. Yours by 09:10. Reply DONE C1 when you have looked.
amina < Are you in danger right now? 1 Yes, 2 It may get bad, 3 No, a slip. You can *
amina: 3
amina < All right. We are here. MENU shows what there is, TALK finds someone to talk with.
amina: 0
amina < One of our team sees this now and will write to you here. You can go on writing *
amina: O
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
