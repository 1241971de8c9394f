# serves S0-21 S0-40
story Two voiceboxes share the calls that we make
given zed +254711000003 is member
given lou +254711000004 is member
voicebox is there
voicebox has a second one
zed rings and hangs up
6s pass
zed is rung
# the first has one line less now
lou rings and hangs up
6s pass
lou is not rung
lou is rung by the second voicebox
zed is busy
10m pass
forget zed
forget lou
