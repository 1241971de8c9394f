# serves S0-04 S2-D1
story Despair without danger words: warm words, a person who is told, and no alarm
given omar +254733000001 is staff oncall
given sara +254733000003 is staff coordinator
given zed +254711000003 is member
zed: there is no hope left for me
sara < {zed}: despair. Yours by 09:10. Reply DONE C1 when you have looked.
zed < That sounds very heavy to carry. You need not do it alone: text TALK and *
then 0 incidents
then concern about zed is open
