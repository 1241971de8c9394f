# serves S0-28 S2-B5
story Whoever was to join does not answer: the one who asked hears it, and the next one is rung, then the lead
given june +254722000001 is peer trained on duty
given ben +254722000003 is peer trained advocacy on duty
given cleo +254722000004 is peer trained advocacy on duty
given ada +254722000009 is staff supervisor
given omar +254733000001 is staff oncall
given zed +254711000003 is member
voicebox is there
zed rings
zed presses 1
zed presses 1
5s pass
june is rung
june picks up
june presses 1
zed speaks with june
forget zed
forget june
june presses *
june presses 2
forget june
forget zed
ben is rung
cleo is not rung
ben is busy
31s pass
ben is rung
ben is busy
june ~ They do not answer. Somebody else is being called.
zed speaks with june
zed hears nothing
cleo is rung
cleo picks up
cleo hangs up
31s pass
cleo is rung
cleo is busy
june ~ Nobody who speaks up for people answers now. {ada} is told. Keep talking; you are not alone with this.
zed speaks with june
zed hears nothing
ada < {june} asks for help with {zed}. *
# the lead says yes, and her phone lies elsewhere
ada: 1
ada is rung
ada is busy
31s pass
ada is rung
ada is busy
june ~ {ada} does not answer the phone. On-call is asked now. You are not alone with this.
omar < {zed}: a peer asks for help in a conversation. *
zed speaks with june
june hangs up
forget june
forget ada
forget omar
forget zed
zed hangs up
omar: 2
forget omar
forget ben
forget cleo
