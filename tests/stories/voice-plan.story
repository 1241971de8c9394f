# serves S2-D5 S0-40
story A plan for bad days, said on the phone: kept, left out, said again, and heard by her alone
set calls: shown-number +254201234567
set oncall: ask-phone 0s
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
voicebox is there
zed rings
forget zed
zed presses 5
forget zed
zed presses 5
zed ~ *A plan for bad days, in your own words and your own voice.*Yes: press 1.*
zed presses 1
# who listens is said once in a call, to its end
zed ~ 1 of 6. How do you notice that a bad day is coming? You say it after the tone. *one of us listens to it*
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1. To hear it, press 2. To say it again, press 3. To leave it out, press 4.
zed presses 2
zed ~ (recording) To keep it, press 1.*
zed presses 3
zed ~ Say it after the tone; the hash key ends it.
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1.*
zed presses 1
zed ~ 2 of 6. What helps you a little when you are alone? Say it after the tone; the hash key ends it.
zed ~ (tone)
then concern about zed is open
omar < {zed}: said something that nobody has heard. *
then 0 wait in line
# the hash key at once leaves a question out; so does saying nothing twice
zed leaves it out
zed ~ 3 of 6. *
zed ~ (tone)
zed speaks nothing
zed ~ We heard nothing that time. Say it after the tone; the hash key ends it.
zed ~ (tone)
zed speaks nothing
zed ~ We heard nothing that time. 4 of 6. *
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1.*
zed presses 4
zed ~ It is gone. Nobody has heard it. 5 of 6. *
zed ~ (tone)
zed leaves it out
zed ~ 6 of 6. *
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1.*
zed presses 1
zed ~ Your plan, in your words. (recording) (recording) That is your plan. *
zed hangs up
# by text it was never written
zed: PLAN
zed < Your plan. 1 *
zed: 1
zed < Your plan, in your words:
zed < Some of it you said on the phone. To hear it, ring +254201234567.
zed < That is your plan. *
# deleted: nothing is left to hear, and nobody waits to hear it
zed: PLAN
zed < *
zed: 3
zed < *
zed: yes
zed < Done: your plan is deleted here.
then concern about zed is none
