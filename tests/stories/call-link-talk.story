# serves S0-40 S1-04
story The line between the two programs falls while people talk: nobody is parted, and what ends meanwhile is known afterwards
given zed +254711000003 is member
given june +254722000001 is peer trained on duty
given lou +254711000004 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june picks up
june presses 1
zed speaks with june
lou rings
lou presses 1
lou presses 2
lou ~ *
forget lou
forget zed
forget june
voicebox is away
20s pass
zed speaks with june
# she says her message although nobody is there to hear of it, and he hangs up
lou speaks
zed hangs up
voicebox is cut
june ~ {zed} has gone. Thank you. Goodbye, and take care.
june is off the phone
lou ~ Say what you want to say after the tone.*
lou ~ To keep it, press 1.*
lou presses 1
lou ~ We have your message. *
lou is off the phone
forget zed
forget june
forget lou
3h pass
forget zed
forget june
forget lou
