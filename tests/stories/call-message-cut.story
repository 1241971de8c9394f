# serves S0-40
story A peer whose line breaks before the message was played is rung for it
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
forget zed
zed presses 2
zed ~ Say what you want to say after the tone.*
zed ~ (tone)
zed speaks
zed presses 1
zed is off the phone
5s pass
june picks up
june ~ A message, waiting *
june presses 1
june ~ {zed} is with you now. A message waits for you. To hear it, press 1.
voicebox restarts
5s pass
june is rung
june picks up
june ~ A message waits for you. To hear it, press 1.
june presses 1
june ~ From {zed}. (recording)
june hangs up
forget zed
forget june
