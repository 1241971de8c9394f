# serves S0-14 S1-04
story A number is shown to two named people with a reason, and to nobody else
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
given june +254722000001 is peer trained
given zed +254711000003 is member
set oncall: digest no

zed: I want to kill myself
omar < ALARM <code> tier B*
forget zed
omar: 1 {code}
omar < {code} is yours*
omar: REVEAL {code}
omar < Write REVEAL, the code and why*
omar: REVEAL {code} no answer to texts for an hour
omar < {code}: a second person is asked now (request <r>).*
mona < {omar} asks to see the telephone number of {code}. Reason: no answer to texts for an hour. REVEAL OK {r} if you agree, REVEAL NO {r} if not.
lena < {omar} asks to see the telephone number of {code}.*
# one person is not two
omar: REVEAL OK {r}
omar < You asked for it yourself: a second person must say so.
june: REVEAL OK {r}
forget june
lena: REVEAL OK {r}
lena < Noted and logged, thank you. Who asked is told.
omar < {code}: +254711000003. For this call only: do not save it, and delete this text.*
mona: REVEAL OK {r}
mona < That is over or was answered before. Nothing was changed.
# closed: no number is shown any more
omar: 3 {code} 2
omar < {code} is closed by you*
forget zed
omar: REVEAL {code} to ask how they are
omar < It is closed: no number is shown any more.
then the log has 1 number.asked
then the log has 1 number.revealed
then the log is as it was written
