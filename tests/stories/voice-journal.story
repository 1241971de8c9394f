# serves S2-D5 S0-40
story A page of her own by phone: behind the PIN, played to her alone; what was written stays a text
set oncall: ask-phone 0s
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
zed: JOURNAL
zed < A page of your own, behind a PIN.*
zed < Choose *
zed: 4711
forget zed
zed: it rained all day
zed < Kept. *
voicebox is there
zed rings
forget zed
zed presses 5
forget zed
zed presses 4
forget zed
zed presses 4711
zed ~ Your page. say something: press 1. hear the last ones: press 2. delete all of it: press 3.
zed presses 1
zed ~ Say what is on your mind. *one of us listens to it*
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1.*
zed presses 1
zed ~ Kept. You hear it here whenever you ring. *
omar < {zed}: said something that nobody has heard. *
then 0 wait in line
zed hangs up
zed rings
forget zed
zed presses 5
forget zed
zed presses 4
forget zed
zed presses 4711
forget zed
zed presses 2
zed < it rained all day
zed ~ What you wrote comes as a text. (recording) What would you like? *
zed hangs up
