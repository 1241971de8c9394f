# serves S0-28 S2-B5
story Asked for by text, taken by text: both phones ring
given june +254722000001 is peer trained on duty
given zed +254711000003 is member
voicebox is there
zed: TALK
zed < How would you like to talk? *
zed: 2
zed < You are number 1 in line.*
5s pass
june is rung
june is busy
june < We asked someone else now.*
zed: BYE
forget zed
