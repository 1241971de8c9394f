# serves S4-11 S0-56
story A peer who is low before the shift rests; nobody asks why by machine
given june +254722000001 is peer trained
given omar +254733000001 is staff coordinator
june: ON
june < You are on. How are you, from 1 (low) to 5 (fine)? OFF ends, REST pauses.
june: 1
june < Thank you for being honest. You need not work today: OFF is fine. A coordinator *
omar < {june}: a peer is low: somebody writes to them, cover is needed. Yours by *
