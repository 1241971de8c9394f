# serves S0-28 S0-40
story Tells what helped; the team listens and says yes; somebody else hears it; it is taken back
set calls: shown-number +254201234567
given zed +254711000003 is member
given amina +254711000001 is member
given omar +254733000001 is staff coordinator oncall
voicebox is there
zed rings
zed presses 1
forget zed
zed presses 4
zed ~ People who have been there tell what helped them. Listen: press 1. Tell something yourself: press 2.
zed presses 1
zed ~ Nobody has told anything in your language yet. *
zed presses 1
forget zed
zed presses 4
forget zed
zed presses 2
zed ~ Others will hear it, in your own voice: it is not changed. *take it back whenever you like.*
zed presses 1
zed ~ Tell what helped you, after the tone. *If you hang up before that, only our team hears it.
zed ~ (tone)
zed speaks
zed ~ To give it to others, press 1. To hear it, press 2.*
zed presses 2
zed ~ (recording) To give it to others, press 1. *
zed presses 3
forget zed
zed speaks
zed ~ To give it to others, press 1. *
zed presses 1
zed ~ Thank you. One of us listens to it first. You can take it back whenever you like. What would *
zed hangs up
then concern about zed is open
omar < {zed}: recorded a story for others.*
# nobody hears it before the team has
amina rings
forget amina
amina presses 1
forget amina
amina presses 4
amina ~ People who have been there *
amina presses 1
amina ~ Nobody has told anything in your language yet. *
amina hangs up
# one of the team
omar rings
omar presses 1
forget omar
omar presses 2
omar ~ What people told for others. Listen: press 1. Hear what waits for the team: press 2.
omar presses 2
omar ~ From {zed}. (recording)
then concern about zed is open
9s pass
omar ~ To put it on the board, press 1. To refuse it, press 2.*
then concern about zed is none
omar presses 1
omar ~ Done. Nothing waits for the team. *
omar hangs up
zed < Others can hear now what you told. Thank you. To take it back, text STORIES.
# and now it is there
amina rings
forget amina
amina presses 1
forget amina
amina presses 4
forget amina
amina presses 1
amina ~ Not for you? At any time, press 3 for another one, 2 for the main menu, *(recording)
9s pass
amina ~ To hear it again, press 1. For the main menu, press 2. For another one, press 3.
amina presses 1
amina ~ *(recording)
amina presses 3
amina ~ Those were all for now. *
amina hangs up
amina: STORIES
amina < *It is for listening: ring +254201234567, press 1, then 4. *
# its maker wants it back, by text
zed: STORIES
zed < You told something for others to hear. 1 Take back what I told, 2 Leave it
zed: 1
zed < It is gone. Nobody can hear it any more.
amina rings
forget amina
amina presses 1
forget amina
amina presses 4
forget amina
amina presses 1
amina ~ Nobody has told anything in your language yet. *
amina hangs up
