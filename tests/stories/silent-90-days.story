# serves S0-14 S2-B3
story After 90 silent days a phone may be somebody else's: PIN, or begin anew
given zed +254711000003 is member
phone amina +254711000001
amina: SETTINGS
amina < What shall we change? 1 Language, 2 Plain or discreet, 3 Safe hours, 4 Check-in *
amina: 5
amina < Choose a PIN of 4 to 8 digits that nobody near you would guess.
amina: 7391
amina < Your PIN is set. Please delete the text with it from your phone.
sleep 91d
zed: MENU
zed < What would you like? 1 Talk, 2 Find help nearby, 3 Daily check-in, 4 For *
amina: MENU
amina < It has been a while. Please send your PIN to go on where you were, or NEW to *
amina: 1111
amina < That is not the PIN. Please try again, or 0 for a person.
amina: 7391
amina < Good to hear from you, {amina}. Text TALK to talk with someone, MENU for *
amina: MENU
amina < What would you like? 1 Talk, 2 Find help nearby, 3 Daily check-in, 4 For *
