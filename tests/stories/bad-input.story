# serves S0-21 S2-B2 S2-D1
story Two answers that do not fit: one line each, then a person is offered; nothing is a dead end
phone amina +254711000001
given zed +254711000003 is member
zed: CHECKIN
zed < Once a day we ask how you are: one number, or SKIP. Which hour suits you? 1 *
zed: maybe at nine
zed < Please send just the number: 1 8:00, 2 12:00, 3 17:00, 4 20:00. 0 gets a person.
zed: when you like
zed < It is easier with a person: 0 gets one. Or once more: Once a day we ask how you *
zed: pardon
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: two
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: 2.
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
