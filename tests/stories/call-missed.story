# serves S0-21 S0-22
story Rings and hangs up, is called back, and the call says nothing before a key is pressed
phone amina +254711000001
given zed +254711000003 is member
voicebox is there
zed rings and hangs up
2s pass
zed rings and hangs up
zed is not rung
5s pass
zed is rung
zed picks up
zed ~ Hello. You asked us to call. If it was you, press 1.
zed presses 1
zed ~ Hello, it is good that you called. What would you like? *Talk: press 1. *
zed hangs up
# a third ring within the minute is the same wish
zed rings and hangs up
10s pass
zed is not rung
2m pass
zed is not rung
# a minute later it is another one
zed rings and hangs up
6s pass
zed is rung
zed is busy
2m pass
zed is rung
zed is busy
zed < We tried to call you back.*
# somebody whom nobody knows is called back too, and a voicemail hears nothing of us
amina rings and hangs up
6s pass
amina is rung
amina picks up
30s pass
amina ~ Hello. You asked us to call. If it was you, press 1.
amina ~ Hello. You asked us to call. If it was you, press 1.
amina ~ Hello. You asked us to call. If it was you, press 1.
amina is off the phone
# once more after a while, then no more; no text, for nothing was agreed
2m pass
amina is rung
25s pass
5m pass
amina is not rung
amina hears nothing
