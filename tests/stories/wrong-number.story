# serves S0-14 S2-B4
story WRONG: nobody is written to, and nothing of the one before is shown
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: 2
zed < Good: every day at that hour. LESS halves it, SHARE lets the person you talk *
zed: WRONG
zed < Thank you. We will not write to you again about this. If you need someone *
1d pass
zed: hello
zed < Hello, good that you wrote. This is read by trained peer workers. 1 Talk, 2 *
