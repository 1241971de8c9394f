# serves S0-28 S0-40
story What was said in a flow waits for whoever is on duty: he rings, hears it, and is worried
set oncall: ask-phone 0s
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
voicebox is there
zed rings
forget zed
zed presses 4
zed ~ Is the person in danger right now? Yes: press 1. No: press 2.
zed presses 2
zed ~ What makes you worry? *
zed ~ (tone)
zed speaks
forget zed
zed presses 1
zed ~ Thank you for caring. One of our team listens to it *
zed hangs up
omar < {zed}: said something that nobody has heard. *
omar rings
omar ~ Something waits that nobody has heard yet. To hear it, press 1. *
omar presses 1
omar ~ From {zed}. (recording)
then concern about zed is open
9s pass
omar ~ To hear it again, press 1. For the next one, press 2. *
omar presses 3
omar ~ If they are in danger now, press 1: *
omar presses 1
omar ~ Staff are being called. To hear it again, press 1. *
then incident of zed is alarming
omar presses 2
omar ~ That was all for now. What would you like? *
forget omar
omar hangs up
forget zed
