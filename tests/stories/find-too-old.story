# serves S0-12 S0-25
story What nobody has assured for too long is never sent, though it is open
clock 2026-11-23 09:30
given the directory is contrib/demo/directory
given zed +254711000003 is member
zed: FIND food Nakuru
zed < We know of nothing open for that near you. Text FIND and another word or place, *
