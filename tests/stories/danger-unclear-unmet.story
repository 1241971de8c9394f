# serves S0-04 S1-04 S0-37
story Unclear, and nobody looks: no phone rings for ten minutes, then it does
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given sara +254733000003 is staff coordinator
given zed +254711000003 is member
voicebox is there
zed: I never want to kill myself
sara < {zed}: words that may mean danger. Yours by 09:10*
forget zed
590s pass
omar hears nothing
omar is not alarmed by phone
10s pass
omar < ALARM <code> tier B*
omar is not alarmed by phone
1m pass
omar is alarmed by phone
omar takes the alarm by phone
omar < {code} is yours*
omar: 3 {code} 2
forget sara
forget omar
forget zed
