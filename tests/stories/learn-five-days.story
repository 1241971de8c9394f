# serves S2-D4
story Five short texts, one a day, over a restart, and then no more
clock 2026-11-23 09:00 Africa/Nairobi
given zed +254711000003 is member
zed: LEARN
zed < Five short texts, one a day, *
zed: 1
zed < Good: one a day at your hour. *
30h pass
zed < 1 of 5. *
restart
24h pass
zed < 2 of 5. *
sleep 2d
12h pass
zed < 3 of 5. *
24h pass
zed < 4 of 5. *
24h pass
zed < 5 of 5. *
26h pass
zed hears nothing
