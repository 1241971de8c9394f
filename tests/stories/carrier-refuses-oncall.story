# serves S0-40 S1-04
story A staff phone that takes no text is passed over at once
given omar +254733000001 is staff oncall
given ruth +254733000002 is staff oncall
given zed +254711000003 is member
carrier refuses omar
zed: I want to kill myself tonight
ruth < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
10s pass
ruth: 1 {code}
ruth < {code} is yours: {zed}. Write with WITH {code}. 2 {code} when you have reached *
zed < One of our team has your message now and will get in touch with you in a *
