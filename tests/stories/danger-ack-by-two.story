# serves S0-37 S1-04
story Two acknowledge at once: one has it, the other is thanked
given omar +254733000001 is staff oncall
given ruth +254733000002 is staff oncall
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
3m pass
ruth < ALARM {code} tier A. Reply 1 {code} to take it, 4 {code} if you cannot.
ruth: 1 {code}
ruth < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached *
zed < One of our team has your message now and will get in touch with you in a *
omar: 1 {code}
omar < {ruth} has {code}, since 09:03. Nothing for you to do. Thank you for answering.
omar: 1 0000
omar < No open alarm has the code 0000. Open: {code} A. Reply 1 and the right code.
