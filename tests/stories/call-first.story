# serves S0-15 S0-21 S0-37
story A stranger rings, chooses a language, and presses 9
phone amina +254711000001
given omar +254733000001 is staff oncall manager
voicebox is there
amina rings
amina ~ For English, press 1. Para español, marque 2. Pour le français, tapez 3. Kwa *
amina presses 1
amina ~ Hello, it is good that you called. The people *. At any time, press 0 for a person, or 9 if you are not safe. Talk: press 1.*
amina presses 1
amina ~ Before we go on: *Is that OK? Yes: press 1. No: press 2.
amina presses 9
amina ~ Are you in danger right now?*Yes: press 1. It may get bad: press 2.*
omar < {amina}: pressed 9. Yours by 09:10. *
amina presses 1
amina ~ Thank you for telling us. Someone is being called for you right now.*
amina cannot interrupt that
omar < ALARM <code> tier A.*
10s pass
omar: 1 {code}
amina ~ One of our team has your message now and will get in touch with you in a moment.*
omar < {code} is yours: {amina}.*
amina hangs up
omar: 2 {code}
omar < *
omar: 3 {code} 2
forget amina
forget omar
