# serves S0-21 S1-08 S2-B2
story BACK, MENU, HELP and a new keyword work in the middle of anything
phone amina +254711000001
given zed +254711000003 is member
zed: SETTINGS
zed < What shall we change? 1 Language, 2 Plain or discreet, 3 Safe hours, 4 Check-in *
zed: 3
zed < When may we write to you first? 1 8:00-20:00, 2 8:00-12:00, 3 17:00-21:00, 4 Any time
zed: back
zed < What shall we change? 1 Language, 2 Plain or discreet, 3 Safe hours, 4 Check-in *
zed: HELP
zed < TALK: talk with someone. FIND: help nearby. CHECKIN: a daily word. PRIVACY, *
zed < What shall we change? 1 Language, 2 Plain or discreet, 3 Safe hours, 4 Check-in *
zed: menu
zed < What would you like? 1 Talk, 2 Find help nearby, 3 Daily check-in, 4 For *
zed: 2
zed < What do you need? 1 Food, 2 A place to sleep, 3 Health, 4 Money or debts, 5 *
zed: PRIVACY
zed < Read by trained peer workers and the team on duty: your texts, not your number. *
zed < If a life is at risk or a child is harmed we must act and may use your number. *
zed: 1
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
