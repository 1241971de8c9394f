# serves S3-2 S0-40
story Silence after a low number raises a concern; silence after good ones does not
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
given wanja +254711000004 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 2
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
wanja: CHECKIN
wanja < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
wanja: 2
wanja < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
3h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
wanja < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
zed: 2
omar < {zed}: low mood. Yours by 13:00. Reply DONE C1 when you have looked.
zed < That is low, and good that you said so. Would you like to talk with someone? 1 *
zed: 2
zed < All right. Someone here knows, and TALK works at any time. If you are not safe, text 9.
wanja: 5
wanja < Thank you. Until the next time.
omar: DONE C1
omar < Noted, thank you.
1d pass
omar < For you: a hole in the rota, nobody on call from 08:00. Yours by 10:00. Reply DONE C2 when you have looked.
omar < For you: a hole in the rota, nobody on call from 08:00. Yours by 12:00. Reply DONE C2 when you have looked.
omar < For you: a hole in the rota, nobody on call from 08:00. Yours by 14:00. Reply DONE C2 when you have looked.
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
wanja < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
12h pass
omar < For you: a hole in the rota, nobody on call from 08:00. Yours by 18:00. Reply DONE C2 when you have looked.
omar < For you: a hole in the rota, nobody on call from 08:00. Yours by tomorrow 02:00. Reply DONE C2 when you have looked.
omar < {zed}: no check-in after a low one. Yours by 01:00. Reply DONE C3 when you have looked.
zed < No need to answer. We ask again another day, and TALK works at any time.
wanja < No need to answer. We ask again another day, and TALK works at any time.
then concern about wanja is none
then concern about zed is open
