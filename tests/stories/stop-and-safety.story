# serves S0-04 S1-04
story STOP never shuts the door to safety
phone amina +254711000001
given omar +254733000001 is staff oncall
amina: STOP
amina < Done: you get no more texts from us. START brings them back. 9 still works at any time.
amina: I want to kill myself tonight
amina < Thank you for telling us. Someone is being called for you right now. Stay where *
omar < ALARM <code> tier A. Reply 1 *
then incident of amina is alarming
1m pass
amina: 9
amina < We are here and have read this too. Someone is on it. Ring Red Cross 1199 if *
