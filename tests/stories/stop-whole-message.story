# serves S0-57 S1-14
story STOP is obeyed as a whole message, in any spelling, and nothing undoes it silently
phone amina +254711000001
given zed +254711000003 is member
zed: stop.
zed < Done: you get no more texts from us. START brings them back. 9 still works at any time.
zed: thank you
zed < We read this, but you asked us not to write. Text START to hear from us, 9 if *
zed: are you there
zed: TALK
zed < We read this, but you asked us not to write. Text START to hear from us, 9 if *
1d pass
zed: hello?
zed < We read this, but you asked us not to write. Text START to hear from us, 9 if *
zed: START
zed < Welcome back. You hear from us again. Text MENU to see what there is, STOP to end it.
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
