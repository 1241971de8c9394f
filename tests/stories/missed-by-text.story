# serves S0-04
story MISSED: staff say that what somebody wrote should have rung
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed: I have tidied everything up
forget zed
omar: MISSED
omar < Write MISSED and the name of who wrote it*
omar: MISSED Nobody Known
omar < Write MISSED and the name*
omar: MISSED {zed}
omar < Noted: what {zed} wrote should have rung.*
