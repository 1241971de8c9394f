# serves S0-04
story Danger that is cut in two by the network is heard, whole
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed sends part 1/2 of 4: I will ki
zed sends part 2/2 of 4: ll myself tonight
omar < ALARM <code> tier A. Reply 1 *
zed < Thank you for telling us. Someone is being called for you right now. Stay where *
