# serves S3-2 S2-B1
story An answer after the nudge counts as any other
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 2
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
3h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
7h pass
zed < No need to answer. We ask again another day, and TALK works at any time.
zed: 2
omar < {zed}: low mood. Yours by 20:00. Reply DONE C1 when you have looked.
zed < That is low, and good that you said so. Would you like to talk with someone? 1 *
