# serves S0-40
story One of two voiceboxes dies and stays away: its callers are rung from the other one, and nobody else hears of it
given zed +254711000003 is member
given lou +254711000004 is member
voicebox is there
voicebox has a second one
zed rings the second voicebox
zed ~ Hello, it is good that you called. What would you like?*
voicebox has lost the second one
50s pass
zed is not rung
lou rings
lou ~ Hello, it is good that you called. What would you like?*
6s pass
lou presses 1
lou ~ How would you like to talk?*
6s pass
zed is rung
lou hears nothing
zed picks up
zed ~ Hello. You asked us to call.*
zed presses 1
zed ~ *What would you like?*
lou hangs up
zed hangs up
forget zed
forget lou
