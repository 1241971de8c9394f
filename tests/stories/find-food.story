# serves S0-25 S0-52 S4-k
story FIND food: what is open now, one text each, and how fresh it is; a day later, did it help
clock 2026-03-09 09:30
set oncall: digest no
set oncall: ask-phone 0s
given the directory is contrib/demo/directory
given omar +254733000001 is staff coordinator oncall
given zed +254711000003 is member
zed: FIND food
zed < In which town or area?
zed: Nakuru
zed < Upendo Food Bank (demo): open until 17:00. 020 000 0101, Tumaini Lane 4, Nakuru. Checked 8 days ago.
1d pass
zed < You looked for help with us. Did the place help? 1 Yes, 2 No, 3 Later
zed: 1
zed < Thank you. That keeps our list honest.
