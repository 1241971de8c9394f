# serves S0-28 S0-40
story Leaves a message, hears it, keeps it; a peer listens and calls back
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
given omar +254733000001 is staff oncall coordinator
voicebox is there
zed rings
zed presses 1
forget zed
zed presses 2
zed ~ Say what you want to say after the tone.*
zed ~ (tone)
zed speaks nothing
zed ~ We heard nothing that time. Say what *
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1.*
zed presses 2
zed ~ (recording) To keep it, press 1.*
zed presses 3
zed ~ Say what you want to say after the tone.*
zed ~ (tone)
zed speaks
zed ~ To keep it, press 1.*
zed presses 1
zed ~ We have your message. A person listens to it. Goodbye, and take care.
zed is off the phone
then concern about zed is open
omar < {zed}: left a spoken message.*
5s pass
june is rung
june picks up
june ~ A message, waiting one minute, wants an answer.*
june presses 1
june ~ {zed} is with you now. A message waits for you. To hear it, press 1.
zed < *
june presses 1
june ~ From {zed}. (recording)
9s pass
june ~ To hear it again, press 1. To talk with them, press 2.*
then concern about zed is none
june presses 2
june ~ We ring them now.*
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
zed presses 1
zed speaks with june
june hangs up
forget zed
forget june
zed hangs up
3h pass
zed < Did it help*
