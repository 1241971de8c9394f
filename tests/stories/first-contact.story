# serves S0-14 S0-15 S0-23 S0-53 S2-B4
story A stranger writes for the first time
phone amina +254711000001

amina: hello
amina < Hello, good that you wrote. * 1 Talk, 2 Find help nearby, 3 Daily check-in. * 0 a person, 9 if you are not safe.
amina: 1
amina < Before we go on: * It is kept 365 days. *
amina < It stays between us, unless a life is at risk *: then we must act and may use your number. Is that OK? 1 Yes, 2 No
then carrier holds 0
