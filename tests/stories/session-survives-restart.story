# serves S0-51
story The machine may die between question and answer
phone amina +254711000001
amina: TALK
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
restart
amina: 1
amina < How old are you? 1 under 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 or more. *
restart
amina: 5
amina < Here you are called {amina}. The people you talk with see that name, never your number.
amina < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
restart
amina: 1
amina < Nobody is on duty now. Somebody answers at 11:00. To speak with a person now, *
