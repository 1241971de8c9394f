# serves S0-28 S2-B5
story A peer has the member wait with music, comes back, and brings in somebody who speaks up for people
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
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
# a member's star is nobody's business
zed presses *
zed speaks with june
zed hears nothing
june presses *
zed ~ {june} asks you to wait a moment. You hear music, and {june} comes back.
june ~ They hear music. To go on, press 1. To bring in *
zed is alone on the line
# 0 works there, and parts nobody
zed presses 0
zed ~ You are talking with {june}. *
zed is alone on the line
june presses 1
june ~ You are being put through.
zed speaks with june
# nobody is forgotten there
june presses *
forget zed
forget june
4m pass
forget june
zed speaks with june
# the third one: on duty, and of that experience
given ben +254722000003 is peer trained advocacy on duty
june presses *
forget zed
june ~ They hear music. *
june presses 2
june ~ Somebody who speaks up for people is being called. They join you both when they answer.
zed speaks with june
ben is rung
ben picks up
ben ~ A call for you from your support work.*
ben presses 1
zed ~ One of the team joins you now.
june ~ One of the team joins you now.
zed speaks with june
ben speaks with zed
ben joins
# the line of one breaks: called back, and the third one is in again
zed loses the line
zed is off the phone
5s pass
zed picks up
zed presses 1
zed speaks with june
ben speaks with zed
ben joins
ben hangs up
zed speaks with june
june hangs up
forget zed
forget june
forget ben
zed hangs up
3h pass
forget zed
