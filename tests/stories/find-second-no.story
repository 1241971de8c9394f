# serves S0-48 S0-25
story A second "it did not help" opens a review of that place
clock 2026-03-09 09:30
set oncall: digest no
set oncall: ask-phone 0s
given the directory is contrib/demo/directory
given omar +254733000001 is staff coordinator oncall
given zed +254711000003 is member
given wanja +254711000004 is member
zed: FIND food Nakuru
zed < Upendo Food Bank (demo): open until 17:00. 020 000 0101, Tumaini Lane 4, *
wanja: FIND food Nakuru
wanja < Upendo Food Bank (demo): open until 17:00. 020 000 0101, Tumaini Lane 4, *
1d pass
zed < You looked for help with us. Did the place help? 1 Yes, 2 No, 3 Later
wanja < You looked for help with us. Did the place help? 1 Yes, 2 No, 3 Later
zed: 2
zed < Thank you. That keeps our list honest.
wanja: 2
omar < For you: did not help: Upendo Food Bank (demo). Yours by tomorrow 09:30. Reply DONE *
wanja < Thank you. That keeps our list honest.
