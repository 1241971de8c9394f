# serves S0-28 S0-23
story Leaves the line by a text while the phone plays music; who has stopped texts is served by phone, and gets none
clock 2026-03-09 09:30
set oncall: digest no
set oncall: ask-phone 0s
given june +254722000001 is peer trained on duty
given lou +254711000004 is member
given the directory is contrib/demo/directory
set queue: offer-lease 15m
set calls: ring 2m
voicebox is there
lou rings
lou presses 1
lou presses 1
forget lou
5s pass
june is rung
lou: STOP
lou ~ Done: you get no more texts from us. *What would you like? *
june is not rung
forget june
lou presses 2
lou ~ *Food: press 1.*
lou presses 1
lou ~ In which town? Nakuru: press 1. *
lou presses 1
lou ~ Upendo Food Bank (demo)*
lou hangs up
lou hears nothing
# and by text it is as it was
lou: TALK
lou < We read this, but you asked us not to write. *
