# serves S0-28 S0-29
story Waiting on the line: the place is said again, quiet for music, and a message instead
given june +254722000001 is peer trained on duty
given lou +254711000004 is member
given zed +254711000003 is member
set queue: offer-lease 15m
set calls: ring 2m
voicebox is there
lou rings
lou presses 1
lou presses 1
forget lou
5s pass
june is rung
zed rings
zed presses 1
zed presses 1
forget zed
45s pass
zed ~ You are number one in line. Your place stays yours. Please stay with us.*
zed presses 3
5s pass
zed ~ (quiet)
zed presses 3
45s pass
zed ~ You are number one in line. Your place stays yours. Please stay with us.*
zed presses 2
zed ~ Say what you want to say after the tone.*
zed ~ (tone)
zed hangs up
lou hangs up
zed: BYE
lou: BYE
forget zed
forget lou
forget june
