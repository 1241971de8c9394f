# serves S1-12
story Texts to ourselves: each half hour, what they cost a month, and the alarm by the other route
phone ourselves +254700000404
set watch: number +254700000404
set watch: price-per-segment 0.80 KES
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
then texts to ourselves cost 1152.00 KES a month
1m pass
ourselves < wlcheck <first>
ourselves: wlcheck {first}
28m pass
ourselves hears nothing
2m pass
ourselves < wlcheck *
# that one is swallowed, and the next
5m pass
ourselves < wlcheck *
mona hears nothing
5m pass
mona hears by the pager LINK: our own test texts have not come back*
omar hears by the pager LINK: our own test texts have not come back*
forget ourselves
