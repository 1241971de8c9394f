# serves S0-28 S2-B5
story The offer's phone is silent the moment it lapses; by text it can be taken too
given june +254722000001 is peer trained on duty
given mercy +254722000002 is peer trained on duty
given zed +254711000003 is member
set queue: offer-lease 30s
set calls: ring 60s
voicebox is there
zed rings
zed presses 1
zed presses 1
forget zed
5s pass
june is rung
mercy is not rung
25s pass
june is not rung
june < We asked someone else now.*
5s pass
mercy is rung
mercy picks up
mercy ~ A caller,*
40s pass
mercy is off the phone
forget mercy
zed hangs up
forget zed
zed: BYE
forget zed
