# serves S0-40 S0-37
story The disk is full: heard, alarmed from the roster file, answered; read when there is room again, once
phone amina +254711000001
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
disk is full
# the commit that meets it: warmlined ends and is started again, until five starts open the lane
zed: I want to kill myself tonight
restart
restart
restart
restart
zed < We have your message and someone is being called now.*
5s pass
omar < ALARM <code> tier A*
amina: hello
amina < We have your text. Something here is slow just now*
3m pass
forget omar
lena < *
forget lena
then carrier holds 0
disk is well
restart
10s pass
amina < Hello, *
then 1 incidents
then incident of zed is alarming
forget omar
forget lena
forget zed
omar: 1 {code}
omar < {code} is yours: {zed}.*
omar: 3 {code} 2
forget omar
forget zed
