# serves S0-04 S0-57
story "Stop it" in a sentence is no STOP: it is heard
phone amina +254711000001
given omar +254733000001 is staff oncall coordinator
amina: Stop it, I can't take it any more
amina < That sounds very heavy to carry. You need not do it alone: text TALK and *
omar < {amina}: despair. Yours by 09:10. Reply DONE C1 when you have looked.
amina: STOP
amina < Done: you get no more texts from us. START brings them back. 9 still works at any time.
