# serves S0-40
story What voicebox was told in its last moment nobody hears: called back all the same
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
# the answer to a call, although they were called back a moment ago
zed rings and hangs up
6s pass
zed picks up
zed presses 1
zed hangs up
voicebox is stuck
zed rings
voicebox restarts
zed is off the phone
5s pass
zed is rung
# that we have their message
zed picks up
zed presses 1
zed presses 1
zed presses 2
zed speaks
voicebox is stuck
zed presses 1
voicebox restarts
zed is off the phone
5s pass
zed is rung
zed picks up
forget zed
zed presses 1
zed ~ We have what you said. A person listens to it. What would you like?*
# the same when the house dies, and the call lives on
zed presses 1
zed presses 2
zed speaks
forget zed
voicebox is stuck
zed presses 1
restart
3s pass
zed ~ We have your message. A person listens to it. Goodbye, and take care.
zed is off the phone
# and the answer to a call
voicebox is stuck
zed rings
restart
3s pass
zed ~ What would you like?*
forget june
forget zed
