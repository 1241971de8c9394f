# serves S0-21 S0-29
story Whoever answers the safety questions in words is understood, in any language
given omar +254733000001 is staff oncall manager
given zed +254711000003 is member
given ann +254711000004 is member speaks sw
given bo +254711000005 is member
zed: 9
zed < Are you in danger right now? 1 Yes, 2 It may get bad, 3 No, a slip.*
omar < {zed}: pressed 9.*
zed: Yes
zed < Thank you for telling us. Someone is being called for you right now.*
then incident of zed is alarming
omar < ALARM <code> tier A.*
ann: 9
ann < Uko hatarini sasa hivi?*
omar < *
ann: Ndiyo.
ann < *
then incident of ann is alarming
forget omar
bo: 9
bo < Are you in danger right now?*
bo: no, a slip
bo < All right. We are here.*
then incident of bo is none
forget omar
