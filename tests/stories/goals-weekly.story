# serves S0-57 S2-D4
story A goal in her own words, a question on Mondays, and no blame
clock 2026-11-22 09:00 Africa/Nairobi
given zed +254711000003 is member
zed: GOAL
zed < What is one thing you would like to come nearer to? *
zed: call my sister
zed < Kept. Shall we ask once a week how it goes? 1 Yes, 2 No
zed: 1
zed < Good: on Mondays. *
2h pass
zed hears nothing
26h pass
zed < You wrote: call my sister - How is it this week? 1 a bit nearer, *
zed: 2
zed < Some weeks are like that. Nothing is lost. *
7d pass
zed < You wrote: call my sister *
zed: 3
zed < We do not ask any more. *
1d pass
zed hears nothing
