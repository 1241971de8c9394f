# serves S0-28 S0-40
story 0 and 9 work in the middle of a story
given zed +254711000003 is member
given amina +254711000001 is member
given omar +254733000001 is staff supervisor oncall
voicebox is there
zed rings
zed presses 1
zed presses 4
zed presses 2
zed presses 1
zed speaks
zed presses 1
zed hangs up
omar rings
omar presses 1
omar presses 2
omar presses 2
9s pass
omar presses 1
omar hangs up
forget omar
forget zed
amina rings
amina presses 1
amina presses 4
forget amina
amina presses 1
amina ~ Not for you? *(recording)
amina presses 9
amina ~ Are you in danger right now? *
amina presses 3
forget amina
amina presses 1
amina presses 4
forget amina
amina presses 1
amina ~ Not for you? *(recording)
amina presses 0
amina ~ Nobody is on duty now. *
amina hangs up
forget amina
forget omar
