# serves S0-37 S0-53
story Another person is the danger and may read her phone
set oncall: digest no
set oncall: ask-phone 0s
phone amina +254711000001
given omar +254733000001 is staff oncall

amina: my husband hits me
amina < Thank you for your message. We have it. When it is a good time for you, text 1 and we write back.
omar < ALARM <code> tier B*
omar: 1 {code}
omar < {code} is yours:*Do not ring.*
amina hears nothing
10m pass
forget omar
amina hears nothing
amina: 1
amina < *We have it.*
omar < ALARM {code} tier B: *
omar: 3 {code} 3
omar < {code} is closed by you*
1d pass
amina hears nothing
