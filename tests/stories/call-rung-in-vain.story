# serves S0-40
story Who does not come back to a broken talk is not rung anew each time their peer's line breaks
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june picks up
june presses 1
zed speaks with june
forget zed
forget june
voicebox restarts
5s pass
zed is rung
zed is busy
june is rung
june picks up
june ~ A call for you from your support work. To take it, press 1.
june presses 1
june ~ We ring them now. Please hold.
15s pass
zed is rung
zed is busy
15s pass
zed is rung
zed is busy
8s pass
# the fourth try is the last one, and june does not hear of it
voicebox restarts
7s pass
zed is rung
zed is busy
zed < We lost the line and could not reach you. *
june is rung
june picks up
june ~ A call for you from your support work. To take it, press 1.
june presses 1
june ~ They do not answer just now. You can still write to each other. Goodbye*
june is off the phone
