# serves S1-04 S0-37
story HANDOVER offers what one has to whoever is on call; until somebody takes it, it is theirs
set oncall: digest no
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given amina +254711000001 is member
given zed +254711000003 is member

amina: I want to kill myself tonight
omar < ALARM <one> tier A*
omar: 1 {one}
omar: 2 {one}
forget omar
zed: I want to kill myself
omar < ALARM <two> tier *
omar: 1 {two}
omar < {two} is yours*
omar: HANDOVER
lena < {omar} hands over: {one} A, {two} B. Reply 1 and a code to take each.*
omar < Offered: {one} A, {two} B, to {lena} first. Each stays yours until somebody has taken it.*
omar: HANDOVER
omar < That is offered already.*
lena: 1 {one}
lena < {one} is yours now: {amina}, who was reached before. Write with WITH {one}*
omar < {lena} has {one} now. Thank you, it is out of your hands.
then incident of amina is in contact
# the other one he keeps after all
omar: 1 {two}
omar < {two} is yours already*
12m pass
lena hears nothing
omar: HANDOVER
omar < Offered: {two} B, to {lena} first.*
lena < {omar} hands over: {two} B.*
lena: 1 {two}
lena < {two} is yours: {zed}. Write with WITH {two}*
omar < {lena} has {two} now.*
omar: HANDOVER
omar < You have no open incident to hand over.
lena: 3 {one} 1
lena: 3 {two} 1
forget lena
forget amina
forget zed
then 0 incidents
