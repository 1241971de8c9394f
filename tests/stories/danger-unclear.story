# serves S0-04
story Unclear: a question and the numbers, and a person is told
given omar +254733000001 is staff oncall
given sara +254733000003 is staff coordinator
given zed +254711000003 is member
zed: my sister wants to kill herself
sara < {zed}: fears for somebody else. Yours by 09:10. Reply DONE C1 when you have looked.
zed < It sounds as if you fear for someone. One of our team reads this and answers *
