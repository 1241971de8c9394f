# serves S2-D1 S0-29 S2-B2
story Who wants a person and no form gets one: the second 0 is no question
given omar +254733000001 is staff coordinator supervisor
phone amina +254711000001
amina: hello
amina < Hello, good that you wrote. This is read by trained peer workers. 1 Talk, 2 *
amina: 0
omar < {amina}: asks for a person and answers no form. Yours by 09:30. Reply DONE C1 *
amina < One of our team sees this now and will write to you here. You can go on writing *
omar: OPEN {amina}
omar < {amina} is with you now, handle P1. Just write. END, HANDOVER, HELP, BLOCK. 7 *
amina < You are writing with {omar} now. Just write. END ends it, 9 if you are not safe.
omar: I am here, no forms
amina < {omar}: I am here, no forms
