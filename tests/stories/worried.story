# serves S0-37 S1-01
story WORRIED is for who fears for somebody else
phone amina +254711000001
given omar +254733000001 is staff coordinator
amina: WORRIED
amina < Is the person in danger right now? 1 Yes, 2 No
amina: 2
amina < What makes you worry? A few words are enough, without names.
amina: my brother gave his goats away and sleeps all day
amina < Thank you for caring. One of our team reads this and answers you here. You may *
omar < {amina}: worried about somebody. Yours by 09:10. Reply DONE C1 when you have looked.
then concern about amina is open
