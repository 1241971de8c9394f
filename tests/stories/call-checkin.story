# serves S0-15 S0-63
story Checks in by keypad: when it is begun, again another day, and a low number is heard
clock 2026-03-09 09:30
given omar +254733000001 is staff oncall coordinator
given zed +254711000003 is member
set oncall: ask-phone 0s
set oncall: digest no
voicebox is there
zed rings
zed presses 3
zed ~ *
zed ~ Once a day we ask you by text how you are; *12:00: press 2.*
zed presses 2
zed ~ Good: every day at that hour. *Would you like to say how you are now? Yes: press 1. Later: press 2.
zed presses 1
zed ~ How are you today? Press a number from 1, very low, to 5, good.
zed presses 4
zed ~ Thank you. Until the next time. What would you like?*
zed hangs up
# today has its answer: nobody asks again
5h pass
zed hears nothing
# the next day's question, answered late by text
22h pass
zed < How are you today, from 1*
zed: 4
zed < Thank you.*
# and on the third day they ring before they are asked: it is that day's, not yesterday's
20h pass
zed rings
zed presses 3
forget zed
zed presses 1
zed ~ How are you today? *
zed presses 1
zed ~ That is low, and good that you said so. *Yes: press 1. Later: press 2.*
then concern about zed is open
zed presses 2
zed ~ All right. Someone here knows, and you can ring at any time. *press 9. *
zed hangs up
4h pass
zed hears nothing
forget omar
