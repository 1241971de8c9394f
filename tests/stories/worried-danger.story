# serves S0-37 S1-04
story WORRIED and danger now: what to do at once, and staff are called
phone amina +254711000001
given omar +254733000001 is staff coordinator
given kate +254733000002 is staff oncall
amina: WORRIED
amina < Is the person in danger right now? 1 Yes, 2 No
amina: 1
amina < Ring Red Cross 1199 now. If it is safe for you, stay with them and keep *
kate < ALARM <code> tier B. Reply 1 *
4m pass
kate < ALARM {code} tier B: nobody has it yet, 3 minutes old. Reply 1 {code} to take *
