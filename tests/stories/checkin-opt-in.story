# serves S0-22 S0-57 S3-2b
story A check-in is asked for, comes at her own hour, and is one number
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 4
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
11h pass
zed < How are you today, from 1 (very low) to 5 (good)? Or SKIP.
zed: 4
zed < Thank you. Until the next time.
