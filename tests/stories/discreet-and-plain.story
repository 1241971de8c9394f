# serves S2-B4 S2-D6
story Texts name nothing on a shared phone, until somebody asks for plain words
phone amina +254711000001
given zed +254711000003 is member
given omar +254733000001 is staff oncall
set people: service Tumaini Line
zed: STOP
zed < Done: you get no more texts from us. START brings them back. 9 still works at any time.
zed: START
zed < Welcome back. You hear from us again. Text MENU to see what there is, STOP to end it.
zed: SETTINGS
zed < What shall we change? 1 Language, 2 Plain or discreet, 3 Safe hours, 4 Check-in *
zed: 2
zed < Our texts name nothing that others should not see. Would you rather have plain *
zed: 2
zed < Done. SETTINGS changes more.
zed: STOP
zed < Done: you get no more texts from Tumaini Line. START brings them back. If you *
zed: I want to kill myself
zed < You wrote about ending your life, and we take that seriously. Someone from *
omar < ALARM <code> tier B. Reply 1 *
amina: I want to kill myself
amina < We read what you wrote and it matters. Someone is being told now and will write *
omar < ALARM <code2> tier B. Reply 1 *
