# serves S0-04 S1-04
story Unclear, and somebody looks in time: nobody is rung, not even days later
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given sara +254733000003 is staff coordinator
given zed +254711000003 is member
zed: I never want to kill myself
sara < {zed}: words that may mean danger. Yours by 09:10. Reply DONE <c> when you have looked.
forget zed
5m pass
sara: DONE {c}
forget sara
2d pass
omar hears nothing
then 0 concerns
then 0 incidents
forget zed
