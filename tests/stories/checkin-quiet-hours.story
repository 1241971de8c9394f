# serves S0-57
story Outside of her hours nothing of ours comes first
set checkin: answer-within 2h
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 4
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
zed: SETTINGS
zed < What shall we change? 1 Language, 2 Plain or discreet, 3 Safe hours, 4 Check-in *
zed: 3
zed < When may we write to you first? 1 8:00-20:00, 2 8:00-12:00, 3 17:00-21:00, 4 Any time
zed: 2
zed < Done. SETTINGS changes more.
11h pass
15h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
