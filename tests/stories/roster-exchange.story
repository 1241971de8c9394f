# serves S1-04
story Two shifts are exchanged in one step, when the one who has the other says so
clock 2026-11-23 09:30 Africa/Nairobi
set oncall: ask-phone 0s
set oncall: digest no
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given ruth +254733000004 is staff oncall
given mona +254733000002 is staff manager
given zed +254711000003 is member
given primary turns each day at 09:00: omar, lena, ruth

lena: SHIFTS
lena < Your shifts: <hers>: tomorrow 09:00 - Wednesday 09:00, *
ruth: SHIFTS
ruth < Your shifts: <theirs>: Wednesday 09:00 - Thursday 09:00, *
# nobody gives away another's, and nothing is exchanged for a shift that is none
omar: SWAP {hers} {theirs}
omar < Shift {hers} is not yours. SHIFTS lists yours.
lena: SWAP {hers} 9999
lena < Shift 9999 is not a colleague's shift to come*
lena: SWAP {hers} {hers}
lena < Shift {hers} is not a colleague's shift to come*
# only ruth is asked
lena: SWAP {hers} {theirs}
lena < Whoever has the other shift is asked. Until you hear that they agree, {hers} stays yours.*
ruth < {lena} asks to exchange: their shift {hers}, tomorrow 09:00 to Wednesday 09:00, for your shift {theirs}, Wednesday 09:00 to Thursday 09:00. Reply 7 {hers} to agree.
omar hears nothing
omar: 7 {hers}
omar < Shift {hers} is not offered. Nothing was changed.
ruth: 7 {hers}
ruth < Shift {hers} is yours: tomorrow 09:00 to Wednesday 09:00. Thank you.
lena < {ruth} agrees: they take shift {hers}, and theirs is yours. SHIFTS lists yours.
lena: SHIFTS
lena < Your shifts: *: Wednesday 09:00 - Thursday 09:00, *
24h pass
# on the day that was lena's ruth is called, and the day after lena
zed: I want to kill myself tonight
ruth < ALARM <code> tier A. Reply 1 *
lena hears nothing
ruth: 1 {code}
ruth: 3 {code} 2
forget ruth
forget zed
24h pass
forget zed
zed: I want to kill myself tonight
lena < ALARM <code> tier A. Reply 1 *
ruth hears nothing
lena: 1 {code}
lena: 3 {code} 2
forget lena
forget zed
