# serves S0-15 S0-40
story Silence, a wrong key, the star, and two wrong answers in a row
given zed +254711000003 is member
voicebox is there
zed rings
zed ~ Hello, it is good that you called. What would you like?*
9s pass
zed ~ We heard no key. Take your time. Hello, it is good that you called. What would *
zed presses *
zed ~ *What would you like?*
zed hears that slower
# a key for the question before this one is nobody's answer
zed presses too late 1
zed hears nothing
zed presses 8
zed ~ Please press one of these numbers, or 0 for a person.*Talk: press 1.*
zed presses 7
zed ~ Never mind the keys. We get you a person. *
zed hangs up
forget zed
zed rings
zed ~ Nobody is on duty now. *To be called back when somebody is here, press 1.*
zed hangs up
zed: BYE
forget zed
