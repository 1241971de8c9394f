# serves S0-40
story Four starts in a minute are no crash loop, nor are five in two: the house is open
phone amina +254711000001
set oncall: digest no
set oncall: ask-phone 0s
restart
restart
restart
amina: hello
amina < Hello, *
45s pass
restart
amina: MENU
amina < *1 Talk*
forget amina
then carrier holds 0
then 0 incidents
