# serves S0-51
story Letters that cannot be decoded are shown to a human too
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
zed sends ucs-2 d800
omar < {zed}: a text that cannot be read. Yours by 09:30. Reply DONE C1 when you have looked.
zed < Something came that this line cannot read, perhaps a picture. One of us will *
then 1 texts wait for a human
