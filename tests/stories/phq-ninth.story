# serves S1-20
story Thoughts of harm in a questionnaire are one concern, which says where they were told
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
given clinician signs phq9
zed: PHQ9
zed < Some questions in plain words about the last two weeks*
zed: 1
zed: 1
zed: 1
zed: 1
zed: 1
zed: 1
zed: 1
zed: 1
zed: 1
forget zed
zed: 2
zed < Are you in danger right now? *
omar < {zed}: answered the ninth question of the PHQ-9. Yours by *
5s pass
omar hears nothing
then 1 concern is open
zed: 2
zed < We read what you wrote and it matters. *
omar < ALARM * tier B. *
