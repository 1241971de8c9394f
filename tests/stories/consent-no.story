# serves S0-53 S2-B4 S2-D4
story No means no, is kept, and can be changed
phone amina +254711000001
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: No
amina < That is fine. We keep nothing you told us. FIND still works without it, and 9 *
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
amina: yes
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
amina: 6
amina < Here you are called {amina}. The people you talk with see that name, never your number.
amina < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
