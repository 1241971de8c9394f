# serves S0-51 S3-1b
story A picture or a ring tone: kept, shown to a human, and said so in one line
given omar +254733000001 is staff coordinator
given zed +254711000003 is member
zed sends bytes 024a3a5185a5d185cdcd0401
omar < {zed}: a text that cannot be read. Yours by 09:30. Reply DONE C1 when you have looked.
zed < Something came that this line cannot read, perhaps a picture. One of us will *
then 1 texts wait for a human
