# serves S0-04 S1-04
story Despair that nobody looks at: after ten minutes it rings
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given sara +254733000003 is staff coordinator
given zed +254711000003 is member
zed: there is no hope left for me
sara < {zed}: despair. Yours by 09:10*
forget zed
9m pass
omar hears nothing
2m pass
omar < ALARM <code> tier B*
forget sara
omar: 1 {code}
omar < {code} is yours*
omar: 3 {code} 2
forget omar
forget zed
# the concern ended with it
then 0 concerns
