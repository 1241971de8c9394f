# serves S0-21 S0-22
story Where calls cost, each is rejected and called back; a number abroad gets a text instead
given zed +254711000003 is member
given lea +33612345678 is member
set calls: incoming call-back
voicebox is there
zed rings
zed is off the phone
5s pass
zed is rung
zed is busy
zed is off the phone
2m pass
zed is rung
zed picks up
zed ~ Hello. You asked us to call.*
zed presses 1
zed ~ Hello, it is good that you called.*
zed hangs up
lea rings
6s pass
lea is not rung
lea < We tried to call you back. Ring once and hang up whenever it suits you, or write *
# whoever withholds the number cannot be called back: answered
zed rings without a number
zed ~ For English, press 1.*
zed hangs up
