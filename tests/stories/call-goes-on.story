# serves S0-15
story Begun by text, gone on by phone
phone amina +254711000001
voicebox is there
amina: TALK
amina < Before we go on*
amina < It stays between us*
amina rings
amina ~ For English, press 1.*
amina presses 1
amina ~ It stays between us*Is that OK? Yes: press 1. No: press 2.
amina presses 1
amina ~ How old are you?*
amina hangs up
amina: 5
amina < Here you are called*
amina < *
