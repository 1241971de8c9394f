# serves S0-40
story The wall clock is set while the voicebox is away: calls are lost after a minute, no more, no less
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
forget zed
# forward: the call is there when the line is back, and goes on
voicebox is away
step the wall clock by 5h
10s pass
voicebox is cut
zed ~ How would you like to talk?*
# back: given up after a minute, so that they are rung the moment that there is a line
voicebox is away
step the wall clock by -5h
70s pass
voicebox restarts
zed is rung
