# serves S0-15
story Two keys in a row that mean nothing lead to a person: at the language, and after a message
phone amina +254711000001
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
voicebox is there
amina rings
amina ~ For English, press 1.*
amina presses 8
amina ~ For English, press 1.*
amina presses 7
amina ~ Never mind the keys. We get you a person. *
amina hangs up
forget amina
forget omar
zed rings
zed presses 1
zed presses 2
zed speaks
forget zed
zed presses 8
zed ~ To keep it, press 1.*
zed presses 7
zed ~ *
zed hangs up
# what was said is kept, not dropped
then concern about zed is open
forget zed
forget omar
