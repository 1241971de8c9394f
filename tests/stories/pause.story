# serves S0-57 S2-B9
story PAUSE keeps us quiet; the doors stay open; PAUSE ends it
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 2
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
zed: PAUSE
zed < For how long shall we be quiet? 1 3 days, 2 A week, 3 A month. You can write to *
zed: 1
zed < Quiet until then. 9 and TALK work all the time. PAUSE again changes it.
sleep 2d
zed: PAUSE
zed < For how long shall we be quiet? 1 3 days, 2 A week, 3 A month, 4 End the pause. *
zed: 4
zed < The pause is over. Good to have you.
8h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
23h pass
zed < No need to answer. We ask again another day, and TALK works at any time.
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
