# serves S0-22
story Eight o'clock stays eight o'clock when the clocks go forward
clock 2027-03-27 07:30 Europe/London
phone ann +447700900123
set people: zone Europe/London
set people: country GB
ann: CHECKIN
ann < Before we go on: trained peer workers and the team on duty read what you write. *
ann < It stays between us, unless a life is at risk or a child is being harmed: then *
ann: 1
ann < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
ann: 5
ann < Please send just the number: 1 8:00, 2 12:00, 3 17:00, 4 20:00. 0 gets a person.
ann: 1
ann < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
30m pass
ann < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
ann: 5
ann < Thank you. Until the next time.
23h pass
ann < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
ann: 5
ann < Thank you. Until the next time.
