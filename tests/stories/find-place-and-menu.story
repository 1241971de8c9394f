# serves S0-25 S0-21
story FIND with a place asks nothing; by menu it is three digits
clock 2026-03-09 09:30
given the directory is contrib/demo/directory
given zed +254711000003 is member
phone amina +254711000001
zed: FIND shelter Nakuru
zed < Twiga Night Shelter (demo) (18+): opens at 18:00. 020 000 0104, Stesheni Close *
amina: hello
amina < Hello, good that you wrote. This is read by trained peer workers. 1 Talk, 2 *
amina: 2
amina < What do you need? 1 Food, 2 A place to sleep, 3 Health, 4 Money or debts, 5 *
amina: 1
amina < In which town or area?
amina: Nairobi
amina < Jamii Kitchen (demo): opens at 11:00. 020 000 0102, Karanja Path 9, Kibera, *
