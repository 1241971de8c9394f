# serves S0-28 S0-40
story What somebody gave goes with them when they are erased, and by itself after a while
set stories: keep-days 2
set oncall: digest no
given zed +254711000003 is member
given lena +254711000004 is member
given amina +254711000001 is member
given omar +254733000001 is staff coordinator oncall
voicebox is there
zed rings
zed presses 1
zed presses 4
zed presses 2
zed presses 1
zed speaks
zed presses 1
zed hangs up
lena rings
lena presses 1
lena presses 4
lena presses 2
lena presses 1
lena speaks
lena presses 1
lena hangs up
omar rings
omar presses 1
omar presses 2
omar presses 2
9s pass
omar presses 1
9s pass
omar presses 1
omar hangs up
forget omar
forget zed
forget lena
amina rings
amina presses 1
amina presses 4
forget amina
amina presses 1
amina ~ Not for you? *(recording)
# what she gave goes with her
lena: ERASE
lena: 1
forget lena
then {lena} is erased
amina presses 3
amina ~ (recording)
amina presses 3
amina ~ Those were all for now. *
amina hangs up
forget omar
49h pass
forget omar
amina rings
amina presses 1
amina presses 4
forget amina
amina presses 1
amina ~ Nobody has told anything in your language yet. *
amina hangs up
forget amina
