# serves S0-46 S0-25
story Nothing that is shut is sent as if it were open
clock 2026-03-09 03:00
given the directory is contrib/demo/directory
given zed +254711000003 is member
zed: FIND food Nakuru
zed < Upendo Food Bank (demo): opens at 08:00. 020 000 0101, Tumaini Lane 4, Nakuru. *
