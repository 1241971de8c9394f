# serves S0-21 S0-40
story Both are on the phone, on two voiceboxes: the peer is rung anew from the other one
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
voicebox is there
voicebox has a second one
zed rings
zed presses 1
zed presses 1
forget zed
5s pass
june is rung
# she rings herself that very moment, and comes in elsewhere
june rings the second voicebox
june ~ A caller, waiting one minute, wants to talk.*
june presses 1
june ~ {zed} is with you now. You are being put through.
june ~ We ring you again in a moment, to put you through. Please pick up.
forget zed
june is off the phone
5s pass
june is rung
june picks up
june ~ A call for you from your support work.*
june presses 1
zed speaks with june
june hangs up
forget june
forget zed
zed hangs up
3h pass
forget zed
