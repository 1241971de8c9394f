# serves S0-28 S0-40
story Says something and drops it: it is gone, in no line, and nobody has a clock
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
voicebox is there
zed rings
zed presses 1
zed presses 2
forget zed
zed speaks
zed ~ To keep it, press 1.*
zed presses 4
zed ~ It is gone. Nobody has heard it. What would you like?*
then concern about zed is none
then 0 wait in line
zed hangs up
2h pass
omar hears nothing
zed hears nothing
