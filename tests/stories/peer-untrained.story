# serves S0-13 S2-D3
story Before training is signed off there are no live talks, but a practice that is not real
given june +254722000001 is peer in training
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
june: ON
june < Live talks start when your training is signed off. Until then PRACTICE gives *
june: PRACTICE
june < PRACTICE: nobody here is real. Grey Script is a script. Write as you would; END ends it.
20s pass
june < Grey Script: they will cut off my power on friday
june: hello, I am here
20s pass
june < Grey Script: you are just going to tell me to call someone else arent you
june: END
june < PRACTICE is over. A coordinator can read it with you. PRACTICE starts another.
zed: PRACTICE
zed < That is for our own workers. MENU shows what there is for you.
