# serves S0-25 S0-52 S2-D1
story Nothing is known: said so, with a person as the way out
phone amina +254711000001
amina: FIND dentist
amina < We know of nothing open for that near you. Text FIND and another word or place, *
amina: 0
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
