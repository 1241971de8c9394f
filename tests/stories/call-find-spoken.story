# serves S0-25 S0-28
story What she needs is on no list: she says it, whoever looks for it hears it in her own voice
clock 2026-03-09 09:30
set oncall: digest no
set oncall: ask-phone 0s
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
given the directory is contrib/demo/directory
voicebox is there
zed rings
zed presses 2
zed presses 7
forget zed
zed speaks
forget zed
zed presses 1
zed ~ Thank you. One of our team looks for it and answers you. What would you like? *
zed hangs up
omar < {zed}: said something that nobody has heard. *
then concern about zed is open
# nobody's line: whoever is on duty looks for it, and hears it first
then 0 wait in line
omar rings
omar ~ Something waits that nobody has heard yet. To hear it, press 1. *
omar presses 1
omar ~ From {zed}. (recording)
9s pass
omar ~ To hear it again, press 1. *
# that it was heard is not that it was found
then concern about zed is open
omar presses 2
omar ~ That was all for now. *
omar hangs up
forget omar
