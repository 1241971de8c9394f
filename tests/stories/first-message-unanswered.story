# serves S0-29 S0-33
story A first message that leads nowhere has an owner after a quarter of an hour
phone amina +254711000001
given omar +254733000001 is staff coordinator
amina: hello
amina < Hello, good that you wrote. This is read by trained peer workers. 1 Talk, 2 *
15m pass
amina < We are still here. 1 Talk, 2 Find help nearby, 3 Daily check-in. Or just write *
omar < {amina}: wrote for the first time and went no further. Yours by 09:45. Reply *
amina: i dont know what to press
amina < Before we go on: trained peer workers and the team on duty read what you write. *
amina < It stays between us, unless a life is at risk or a child is being harmed: then *
then concern about amina is open
omar: DONE C1
omar < Noted, thank you.
then concern about amina is none
