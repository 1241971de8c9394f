# serves S0-14
story A name as sender gets no answer and changes nobody; a human sees it
phone bank MPESA
given omar +254733000001 is staff coordinator
bank: Confirmed. You have received Ksh500
omar < Tidy Pistachio: wrote from a name or short code. Yours by 09:30. Reply DONE C1 *
bank: STOP
then 1 concerns
