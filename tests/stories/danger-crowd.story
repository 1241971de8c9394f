# serves S0-37 S1-04
story A hundred strangers at once: a hundred incidents, and each code reaches the phone
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given zed +254711000003 is member
crowd of 100: I want to kill myself
zed: I took all the pills and I am going to die
then 101 incidents
forget zed
2m pass
then each open code is on omar's phone
then incident of zed is alarming
forget omar
forget zed
