# serves S1-12
story LINK: somebody looks after the silent line, and the others know
set oncall: digest no
set oncall: ask-phone 0s
set watch: number +254700000404
phone ourselves +254700000404
given omar +254733000001 is staff oncall
given mona +254733000002 is staff manager
omar: LINK
omar < The line is not silent, as far as we know. Nothing to do.
45m pass
omar < LINK: our own test texts have not come back*
mona < LINK: our own test texts have not come back*
forget omar
forget mona
omar: LINK
omar < Noted: you look after the line.*2 hours*
mona < LINK: {omar} looks after the silent line. Nothing for you to do.
1h pass
omar hears nothing
mona hears nothing
90m pass
omar < LINK: our own test texts have not come back*
mona < LINK: our own test texts have not come back*
forget ourselves
