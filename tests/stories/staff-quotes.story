# serves S0-56
story What staff quote alarms nobody; their own danger calls somebody else
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
omar: she wrote "I want to kill myself tonight"
forget omar
then 0 incidents
lena hears nothing
omar: I want to kill myself tonight
lena < ALARM <code> tier A*
then incident of omar is alarming
forget omar
lena: 1 {code}
lena: 3 {code} 2
forget lena
forget omar
