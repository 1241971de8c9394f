# serves S0-21 S0-22
story Rung back right after ringing, at any hour; for a place in line not at night, and the peer is told at once
clock 2026-11-23 19:30
set oncall: digest no
given zed +254711000003 is member
given lou +254711000004 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
forget zed
zed hangs up
210m pass
forget zed
# at 23:00 they ring themselves
lou rings and hangs up
6s pass
lou is rung
lou is busy
2m pass
lou is rung
lou is busy
forget lou
# a peer comes on duty at night: zed's phone stays silent
given june +254722000001 is peer trained on duty
20s pass
june picks up
june ~ A caller, *
june presses 1
june ~ {zed} is with you now. We ring them now. Please hold.
june ~ They do not answer just now. You can still write to each other. *
june is off the phone
zed is not rung
forget zed
forget june
30m pass
zed is not rung
june: BYE
forget june
forget zed
10h pass
forget zed
forget lou
