# serves S1-12
story An outside watcher hears from us only while an alarm could leave
set watch: dead-man-command /bin/true
set oncall: digest no
set oncall: ask-phone 0s
phone amina +254711000001

# nobody is on call: no alarm could leave, so the outside is not told that all is well
amina: hello
amina < *
10m pass
then counter command.runs is 0
given omar +254733000001 is staff oncall
then counter command.runs is above 0
forget amina
forget omar
