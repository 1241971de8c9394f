# serves S0-01 S2-D2
story Nobody is on duty: said plainly, with a time, an owner and what to do now
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
zed: TALK
zed < How would you like to talk? 1 By text now, 2 Call me, 3 Leave a message, 4 With a wish, 5 Help me choose
zed: 1
omar < {zed}: asks to talk and nobody is on duty. Yours by 11:00. Reply DONE C1 when *
zed < Nobody is on duty now. Somebody answers at 11:00. To speak with a person now, *
then 1 wait in line
zed: 0
zed < Nobody is on duty now. Somebody answers at 11:00. To speak with a person now, *
1h pass
# one concern, with the time that was promised, and nobody is nagged before it
omar hears nothing
zed hears nothing
1h pass
omar < {zed}: asks to talk and nobody is on duty. Yours by 13:00. Reply DONE C1 when *
zed < We have not forgotten you. You are number 1. It takes longer than we said*
then 1 concerns
