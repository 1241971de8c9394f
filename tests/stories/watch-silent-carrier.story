# serves S1-12
story The carrier swallows texts, and we notice
set watch: number +254700000404
phone ourselves +254700000404
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager

1m pass
ourselves < wlcheck <first>
ourselves: wlcheck {first}
ourselves hears nothing
25m pass
ourselves hears nothing
# the carrier takes them from now on, and brings none back
9m pass
ourselves < wlcheck *
mona hears nothing
# one missed: the next goes at once
1m pass
ourselves < wlcheck *
mona hears nothing
5m pass
mona < LINK: our own test texts have not come back*No person is meant*
omar < LINK: our own test texts have not come back*
1h pass
mona < LINK: *
omar < LINK: *
forget ourselves
forget mona
forget omar
30m pass
ourselves < wlcheck <later>
# one of them comes at last
ourselves: wlcheck {later}
ourselves hears nothing
forget omar
forget mona
then carrier holds 0
then 0 texts wait for a human
4m pass
mona hears nothing
omar hears nothing
