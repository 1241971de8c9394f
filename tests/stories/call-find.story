# serves S0-25 S0-52
story Finds a food bank by phone in her own town: its number is said digit by digit, and written where that was agreed
clock 2026-03-09 09:30
set oncall: digest no
set oncall: ask-phone 0s
given zed +254711000003 is member
given the directory is contrib/demo/directory
voicebox is there
zed rings
zed ~ Hello, it is good that you called.*Find help nearby: press 2.*
zed presses 2
zed ~ *Food: press 1.*
zed presses 1
zed ~ In which town? Nakuru: press 1. Nairobi: press 2. Kisumu: press 3.
zed presses 1
zed ~ Upendo Food Bank (demo): open until 17:00. 0 2 0, 0 0 0, 0 1 0 1, Tumaini Lane 4, Nakuru.*
zed < Upendo Food Bank (demo): open until 17:00. 020 000 0101, Tumaini Lane 4, Nakuru.*
forget zed
zed hangs up
