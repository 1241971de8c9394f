// SPDX-License-Identifier: AGPL-3.0-or-later
/* What fails on the on-call side, and the answer to it (failures_test.c). */
#include "failures.h"

#define HEARD "zed: I want to kill myself tonight\nforget zed\n"
#define ALARM HEARD "omar < ALARM <code> tier A. Reply 1 *\n"
#define TAKEN ALARM "omar: 1 {code}\nomar < {code} is yours*\nforget zed\n"
/* Whatever came before: it ends with a human's word, and nothing rings after it. */
#define CLOSE(who) \
	who ": 3 {code} 2\n" who " < {code} is closed by you*\nforget omar\nforget lena\n" \
	"forget mona\nforget zed\nforget amina\n30m pass\nomar hears nothing\n" \
	"lena hears nothing\nmona hears nothing\nforget zed\nthen 0 incidents\n" \
	"then carrier holds 0\n"
#define OVER(who) who ": 1 {code}\n" who " < {code} is yours*\n" CLOSE(who)

const struct failure failures[] = {
	/* --- The carrier and the phones ---------------------------------------------------- */
	{ "the first phone refuses: the next one at once",
	  "carrier refuses omar\n" HEARD "lena < ALARM <code> tier A*\n" OVER("lena") },
	{ "a phone that refused is passed over for ten minutes, then tried again",
	  "carrier refuses omar\n" HEARD "lena < ALARM <code> tier A*\ncarrier takes omar\n"
	  "9m pass\n"
	  "omar hears nothing\n2m pass\nomar < ALARM {code} tier A: nobody has it yet*\n"
	  "forget lena\nforget mona\nforget omar\n" OVER("omar") },
	{ "a phone refused, and the clock is set back a day: it is called for the next one",
	  "carrier refuses omar\n" HEARD "lena < ALARM <code> tier A*\nlena: 1 {code}\n"
	  "lena: 3 {code} 2\ncarrier takes omar\nstep the wall clock by -24h\n5s pass\n"
	  "forget omar\n"
	  "forget lena\nforget mona\nforget zed\namina: I want to kill myself tonight\n"
	  "forget amina\nomar < ALARM <two> tier A*\nlena hears nothing\nomar: 1 {two}\n"
	  "omar: 3 {two} 2\nforget omar\nforget amina\nforget mona\nthen 0 incidents\n" },
	{ "every phone refuses: it goes on, and works as soon as one does",
	  "carrier refuses omar\ncarrier refuses lena\ncarrier refuses mona\n" HEARD "1h pass\n"
	  "then incident of zed is alarming\ncarrier takes lena\n13m pass\n"
	  "lena < ALARM <code> tier A*\nforget lena\n"
	  OVER("lena") },
	{ "the queue for one phone is full: it is handed over again until it goes",
	  "carrier is full for omar\n" HEARD "1m pass\nlena hears nothing\ncarrier takes omar\n"
	  "40s pass\nomar < ALARM <code> tier A*\n" OVER("omar") },
	{ "the queue for one phone stays full: the next person by the clock",
	  "carrier is full for omar\n" HEARD "3m pass\nlena < ALARM <code> tier A*\n"
	  OVER("lena") },
	{ "everything is full for five minutes: every alarm goes out after it",
	  "carrier is full\n" HEARD "amina: I want to kill myself\n5m pass\ncarrier is well\n"
	  "40s pass\n"
	  "omar < ALARM <code> tier A*\nomar < ALARM <two> tier B*\nforget lena\nomar: 1 {two}\n"
	  "omar: 3 {two} 2\nforget omar\n" OVER("omar") },
	{ "no carrier is up, bearerbox keeps it: the next person by the clock",
	  "carrier buffers omar\n" ALARM "3m pass\nlena < ALARM {code} tier A*\n" OVER("lena") },
	{ "accepted without a receipt: the clock runs as if it had come",
	  "carrier sends no receipts\n" ALARM "170s pass\nlena hears nothing\n15s pass\n"
	  "lena < ALARM {code} tier A*\n" OVER("lena") },
	{ "bearerbox never answers: it counts as lost after two minutes, the next one is called",
	  "carrier is mute about omar\n" HEARD "125s pass\nlena < ALARM <code> tier A*\n"
	  OVER("lena") },
	{ "a late receipt of delivery, after it was taken, changes nothing",
	  TAKEN "10m pass\ncarrier reports as delivered what went to omar\nlena hears nothing\n"
	  "omar hears nothing\nthen incident of zed is taken\n" CLOSE("omar") },
	{ "a receipt of failure: the next person at once",
	  ALARM "30s pass\nlena hears nothing\ncarrier reports as failed what went to omar\n"
	  "2s pass\nlena < ALARM {code} tier A*\n" OVER("lena") },
	{ "a receipt of failure after somebody has taken it rings nobody",
	  ALARM "lena: 1 {code}\nlena < {code} is yours*\nforget zed\n"
	  "carrier reports as failed what went to omar\n10m pass\nomar hears nothing\n"
	  CLOSE("lena") },
	{ "the same receipt twice: one step",
	  ALARM "carrier reports as failed what went to omar\n"
	  "carrier reports as failed what went to omar\n"
	  "5s pass\nlena < ALARM {code} tier A*\nlena hears nothing\nomar hears nothing\n"
	  OVER("lena") },
	{ "a receipt for another's alarm moves that one only",
	  ALARM "amina: I want to kill myself\nforget amina\nomar < ALARM <two> tier B*\n"
	  "carrier reports as failed what went to omar\n2s pass\nlena < ALARM {two} tier B*\n"
	  "lena hears nothing\nlena: 1 {two}\nlena: 3 {two} 2\nforget lena\nforget amina\n"
	  OVER("omar") },
	{ "bearerbox is away when it comes: the text waits there, the alarm goes when it is back",
	  "carrier is away\nzed: I want to kill myself tonight\n10m pass\ncarrier is well\n"
	  "40s pass\nforget zed\nomar < ALARM <code> tier A*\nforget mona\n" OVER("omar") },
	{ "bearerbox goes midway: the next step goes when it is back",
	  ALARM "carrier is away\n4m pass\nlena hears nothing\ncarrier is well\n10s pass\n"
	  "lena < ALARM {code} tier A*\nforget omar\nforget mona\n" OVER("lena") },
	{ "the line to bearerbox breaks at the alarm: nobody is lost",
	  ALARM "cut\n3m pass\nforget omar\nlena < ALARM {code} tier A*\n" OVER("lena") },
	{ "bearerbox takes texts and answers none: once it does, the next person is called",
	  "carrier answers nothing\n" HEARD "2m pass\nomar hears nothing\ncarrier is well\ncut\n"
	  "30s pass\nlena < ALARM <code> tier A*\nforget omar\nforget zed\n" OVER("lena") },
	/* --- Many --------------------------------------------------------- */
	{ "the sixth alarm in a minute comes as a digest, and each code was in a text",
	  "phone pa +254711000011\nphone pb +254711000012\nphone pc +254711000013\n"
	  "phone pd +254711000014\nphone pe +254711000015\nphone pf +254711000016\n"
	  "phone pg +254711000017\n"
	  "pa: I want to kill myself\npb: I want to kill myself\npc: I want to kill myself\n"
	  "pd: I want to kill myself\npe: I want to kill myself\npf: I want to kill myself\n"
	  "pg: I want to kill myself\n10s pass\n"
	  "omar < ALARM * tier B*\nomar < ALARM * tier B*\nomar < ALARM * tier B*\n"
	  "omar < ALARM * tier B*\n"
	  "omar < ALARM * tier B*\nomar < ALARM: 7 people in danger: *\nforget omar\n"
	  "then 7 incidents\n"
	  "forget pa\nforget pb\nforget pc\nforget pd\nforget pe\nforget pf\nforget pg\n" },
	{ "a second text of the same person joins: one code, one alarm",
	  ALARM "zed: I want to kill myself tonight\nforget zed\nomar hears nothing\n"
	  "then 1 incidents\n"
	  OVER("omar") },
	{ "the tier rises while somebody has it: that person hears it",
	  "zed: I want to kill myself\nforget zed\nomar < ALARM <code> tier B*\nomar: 1 {code}\n"
	  "omar < {code} is yours*\nforget zed\nzed: I took all the pills and I am going to die\n"
	  "forget zed\nomar < ALARM {code} tier A: there is more*\nlena hears nothing\n"
	  CLOSE("omar") },
	{ "the tier rises while it still rings: who is being called hears it",
	  "zed: I want to kill myself\nforget zed\nomar < ALARM <code> tier B*\n"
	  "zed: I took all the pills and I am going to die\nforget zed\n"
	  "omar < ALARM {code} tier A*\nlena hears nothing\n" OVER("omar") },
	/* --- Nobody ------------------------------------------------------- */
	{ "everybody is silent: round and round, everybody after ten minutes, and "
	  "still after an hour",
	  ALARM "3m pass\nlena < ALARM {code} tier A*\n3m pass\n"
	  "omar < ALARM {code} tier A: nobody*\n"
	  "3m pass\nlena < ALARM {code} tier A: nobody*\n65s pass\n"
	  "mona < ALARM {code} tier A: nobody*\n"
	  "forget omar\nforget lena\n1h pass\nforget omar\nforget lena\nforget mona\n11m pass\n"
	  "omar < ALARM {code} tier A: nobody*\nmona < ALARM {code} tier A: nobody*\nforget omar\n"
	  "forget lena\nforget mona\n" OVER("mona") },
	{ "everybody is silent: the person hears the truth, once",
	  ALARM "11m pass\nzed < We are still calling our team*\n40m pass\nzed hears nothing\n"
	  "forget omar\nforget lena\nforget mona\n" OVER("omar") },
	{ "the only one on duty is the person in danger: somebody else is called, never they",
	  "given shift of omar from 2026-11-23 08:00 to 2026-11-24 08:00\n"
	  "given shift of lena from 2026-11-24 08:00 to 2026-12-25 08:00\n2m pass\nforget mona\n"
	  "omar: I want to kill myself tonight\nomar < *Someone is being*\n"
	  "mona < ALARM <code> tier A*\n"
	  "3m pass\nlena < ALARM {code} tier A*\nomar hears nothing\nomar: 1 {code}\n"
	  "omar < {code} is about you.*\n" OVER("mona") },
	{ "the first on call is the person in danger: the next is called at once",
	  "omar: I want to kill myself tonight\nomar < *Someone is being*\n"
	  "lena < ALARM <code> tier A*\n3m pass\nomar hears nothing\nforget lena\n" OVER("lena") },
	{ "the shift ends while it rings: the next round calls who is on now",
	  "given shift of omar from 2026-11-23 08:00 to 2026-11-23 09:02\n"
	  "given shift of lena from 2026-11-23 09:02 to 2026-12-25 08:00\n1s pass\n" ALARM
	  "3m pass\nforget mona\nlena < ALARM {code} tier A*\nomar hears nothing\n" OVER("lena") },
	{ "nobody has the duty: the managers at once",
	  "given shift of omar from 2026-11-22 08:00 to 2026-11-23 08:00\n"
	  "given shift of lena from 2026-11-24 08:00 to 2026-12-25 08:00\n2m pass\nforget mona\n"
	  HEARD
	  "mona < ALARM <code> tier A*\nomar hears nothing\n" OVER("mona") },
	/* --- Answers ------------------------------------------------------ */
	{ "a wrong code changes nothing and says which are open",
	  ALARM "omar: 1 0000\nomar < No open alarm has the code 0000. Open: {code} A!.*\n"
	  "then incident of zed is alarming\n" OVER("omar") },
	{ "a digit alone: asked which, and it rings on",
	  ALARM "omar: 1\nomar < Please send the digit with the code*\n3m pass\n"
	  "lena < ALARM {code}*\n"
	  OVER("omar") },
	{ "a code alone: asked what",
	  ALARM "omar: {code}\nomar < What about {code}?*\nthen incident of zed is alarming\n"
	  OVER("omar") },
	{ "words behind the code are understood",
	  ALARM "omar: 1,{code} on my way\nomar < {code} is yours*\n" CLOSE("omar") },
	{ "digit and code in one",
	  ALARM "omar: 1{code}\nomar < {code} is yours*\n" CLOSE("omar") },
	{ "the code of a closed incident takes nobody else's",
	  ALARM "omar: 1 {code}\nomar: 3 {code} 2\nforget omar\nforget zed\n"
	  "amina: I want to kill myself\n"
	  "forget amina\nomar < ALARM <two> tier B*\nomar: 1 {code}\n"
	  "omar < {code} was closed by {omar}*\n"
	  "then incident of amina is alarming\nomar: 1 {two}\nomar: 3 {two} 2\nforget omar\n"
	  "forget amina\n" },
	{ "two take it: the first has it, the second hears who",
	  TAKEN "lena: 1 {code}\nlena < {omar} has {code}, since 09:00.*\n" CLOSE("omar") },
	{ "the same person takes it twice",
	  TAKEN "omar: 1 {code}\nomar < {code} is yours already*\n" CLOSE("omar") },
	{ "taken by the first after it went on to the next",
	  ALARM "4m pass\nlena < ALARM {code}*\nomar: 1 {code}\nomar < {code} is yours*\n10m pass\n"
	  "lena hears nothing\n" CLOSE("omar") },
	{ "taken by the next before their turn",
	  ALARM "lena: 1 {code}\nlena < {code} is yours*\n4m pass\nomar hears nothing\n"
	  "lena hears nothing\n"
	  CLOSE("lena") },
	{ "taken by a manager who was never called",
	  ALARM "mona: 1 {code}\nmona < {code} is yours*\n" CLOSE("mona") },
	{ "taken after it was closed",
	  TAKEN "omar: 3 {code} 2\nforget omar\nforget zed\nlena: 1 {code}\n"
	  "lena < {code} was closed by {omar} at *\nthen 0 incidents\n" },
	{ "a member who guesses a code takes nothing",
	  ALARM "amina: 1 {code}\nforget amina\nthen incident of zed is alarming\n" OVER("omar") },
	{ "they cannot, before taking it: the next at once",
	  ALARM "omar: 4 {code}\nomar < Understood*\nlena < ALARM {code} tier A*\n" OVER("lena") },
	{ "they cannot, after taking it: the next at once",
	  TAKEN "omar: 4 {code}\nomar < Understood*\nlena < ALARM {code} tier A*\n" OVER("lena") },
	{ "somebody says 4 before their turn: whoever is being called keeps theirs",
	  ALARM "lena: 4 {code}\nlena < Understood*\n5s pass\nlena hears nothing\n"
	  "omar hears nothing\nthen incident of zed is alarming\n" OVER("omar") },
	{ "whoever had it says what happened while it rings anew: closed",
	  TAKEN "16m pass\nomar < ALARM {code} tier A: no contact*\nomar: 3 {code} 1\n"
	  "omar < {code} is closed by you*\nforget zed\n10m pass\nlena hears nothing\n"
	  "omar hears nothing\nthen 0 incidents\n" },
	{ "somebody says 4 to what another has: told who has it",
	  TAKEN "lena: 4 {code}\nlena < {omar} has {code}*\nthen incident of zed is taken\n"
	  CLOSE("omar") },
	{ "contact without taking it first: theirs from then on",
	  ALARM "lena: 2 {code}\nlena < {code}: contact noted*\nforget zed\n4m pass\n"
	  "omar hears nothing\nthen incident of zed is in contact\n" CLOSE("lena") },
	{ "closing without taking it is refused",
	  ALARM "lena: 3 {code} 1\nlena < Nobody has taken {code} yet. First reply 1 {code}.\n"
	  "then incident of zed is alarming\n" OVER("lena") },
	{ "no contact in fifteen minutes: it rings again, theirs first",
	  TAKEN "16m pass\nomar < ALARM {code} tier A: no contact noted in time*\n3m pass\n"
	  "lena < ALARM {code}*\nomar: 2 {code}\nomar < {code}: contact noted*\nforget zed\n"
	  CLOSE("omar") },
	{ "unreachable after too few tries is refused",
	  TAKEN "omar: 5 {code}\nomar: 3 {code} 5\nomar < *try 1 noted*\n"
	  "omar < {code}: 1 tries are noted. Before 'unreachable' still: 2 in all, 1 by text*\n"
	  "then 1 incidents\n" CLOSE("omar") },
	{ "unreachable, said twice by one person, is said by one person",
	  TAKEN "omar: 5 {code}\nomar: 5 {code} 2\nomar: 5 {code} 1\nforget omar\n"
	  "omar: 3 {code} 5\n"
	  "omar < {code}: noted. A second person must agree*\n"
	  "mona < {code}: a colleague could not reach*\n"
	  "omar: 3 {code} 5\nomar < {code}: noted. A second*\nthen 1 incidents\nmona: 3 {code} 5\n"
	  "mona < {code} is closed by you*\nforget omar\nforget zed\nthen 0 incidents\n" },
	{ "STOP while it rings: it rings on",
	  ALARM "omar: STOP\nomar < You are on our on-call list*\nmona < {omar}*sent STOP*\n"
	  "6m pass\nlena < ALARM*\nomar < ALARM {code} tier A: nobody*\n" OVER("omar") },
	{ "STOP by who has it: it stays theirs, and rings when its clock passes",
	  TAKEN "omar: STOP\nomar < You are on our*\nmona < {omar}*sent STOP*\n16m pass\n"
	  "omar < ALARM {code} tier A: no contact*\nforget lena\n" OVER("omar") },
	{ "the number has a new owner who asks who this is: nothing is taken, the next is called",
	  ALARM "omar: who is this?\nforget omar\nthen incident of zed is alarming\n3m pass\n"
	  "lena < ALARM {code}*\n" OVER("lena") },
	{ "somebody hands over and nobody takes it: it rings",
	  TAKEN "omar: HANDOVER\nomar < Offered: {code} A*\nlena < {omar} hands over*\n5m pass\n"
	  "lena hears nothing\nomar: 5 {code}\nforget omar\n6m pass\nlena < ALARM {code} tier A*\n"
	  "omar < Nobody has taken {code} over*\n" OVER("lena") },
	/* --- The house, the pager, the clock ------------------------------ */
	{ "warmlined dies after the first alarm: the pager calls the next",
	  ALARM "kill\n7m pass\nlena < *\nforget mona\nstart\nforget omar\nforget lena\n10s pass\n"
	  "forget omar\nforget lena\n" OVER("lena") },
	{ "warmlined restarts between alarm and answer: the answer counts",
	  ALARM "restart\nforget omar\n" OVER("omar") },
	{ "the answer comes while warmlined is dead: it waits, and counts",
	  ALARM "kill\nomar: 1 {code}\n30s pass\nstart\n5s pass\nomar < {code} is yours*\n"
	  "forget mona\nforget lena\n" CLOSE("omar") },
	{ "warmlined restarts after it was taken: nothing rings",
	  TAKEN "restart\n10m pass\nomar hears nothing\nlena hears nothing\n"
	  "then incident of zed is taken\n"
	  CLOSE("omar") },
	{ "the roster file is spoilt and warmlined dies: the pager goes on with the one it read",
	  ALARM "spoil roster\nkill\n7m pass\nlena < *\nforget mona\nstart\nforget omar\n"
	  "forget lena\n10s pass\nforget omar\nforget lena\n" OVER("omar") },
	{ "the wall clock is set back five hours while it rings: the next person comes in time",
	  ALARM "step the wall clock by -5h\n3m pass\nlena < ALARM {code}*\nforget omar\n"
	  "forget mona\n"
	  "forget lena\nomar: 1 {code}\nomar < {code} is yours*\nomar: 3 {code} 2\nforget omar\n"
	  "forget zed\nthen 0 incidents\n" },
	{ "the wall clock is set a day ahead while it rings: nobody is skipped",
	  ALARM "step the wall clock by 24h\n170s pass\nforget omar\nforget mona\n20s pass\n"
	  "lena < ALARM {code}*\nforget omar\nforget mona\nforget zed\nomar: 1 {code}\n"
	  "omar < {code} is yours*\n"
	  "omar: 3 {code} 2\nforget omar\nforget zed\nforget lena\nforget mona\n"
	  "then 0 incidents\n" },
	{ "the danger text is redelivered after it was taken: it opens nothing anew",
	  "carrier hears no acknowledgement\n" ALARM "omar: 1 {code}\nforget omar\nforget zed\n"
	  "carrier redelivers\n1m pass\nthen 1 incidents\nthen incident of zed is taken\n"
	  "forget omar\nforget zed\nlena hears nothing\n" CLOSE("omar") },
	{ "the wall clock is set an hour ahead while it rings: nobody is skipped, nothing is late",
	  ALARM "step the wall clock by 1h\n170s pass\nlena hears nothing\n15s pass\n"
	  "lena < ALARM {code}*\nforget omar\nforget mona\nforget zed\n" OVER("lena") },
	{ "the wall clock is set back an hour right before the danger: the alarm goes at once",
	  "step the wall clock by -1h\n" ALARM "3m pass\nlena < ALARM {code} tier A*\n"
	  OVER("lena") },
	{ "the wall clock is set ten years ahead while it rings: the next person comes in time",
	  ALARM "step the wall clock by 87600h\n3m pass\nlena < ALARM {code}*\nforget omar\n"
	  "forget mona\n"
	  "forget zed\nforget amina\nomar: 1 {code}\nomar < {code} is yours*\nomar: 3 {code} 2\n"
	  "1s pass\nthen 0 incidents\nforget omar\nforget lena\nforget mona\nforget zed\n" },
	{ "the wall clock is set back ten years while it rings: the next person comes in time",
	  ALARM "step the wall clock by -87600h\n3m pass\nlena < ALARM {code}*\nforget omar\n"
	  "forget mona\n"
	  "forget zed\nomar: 1 {code}\nomar < {code} is yours*\nomar: 3 {code} 2\n1s pass\n"
	  "then 0 incidents\nforget omar\nforget lena\nforget mona\nforget zed\n" },
	{ "a start in 1970: the first danger rings at once, and goes round",
	  "kill\nstep the wall clock by -498600h\nstart\n10s pass\nforget omar\nforget mona\n" ALARM
	  "3m pass\nlena < ALARM {code} tier A*\nforget mona\nforget omar\n" OVER("lena") },
	{ "the clock is right again after a start in 1970, while it rings: the next person in time",
	  "kill\nstep the wall clock by -498600h\nstart\n10s pass\nforget omar\nforget mona\n" ALARM
	  "step the wall clock by 498600h\n3m pass\nlena < ALARM {code}*\nforget omar\n"
	  "forget mona\n"
	  "forget zed\nforget amina\nlena: 1 {code}\nlena < {code} is yours*\nlena: 3 {code} 2\n"
	  "1s pass\nthen 0 incidents\nforget omar\nforget lena\nforget mona\nforget zed\n" },
	{ "the clocks go forward within the contact clock: fifteen minutes stay fifteen",
	  "@2027-03-28 01:50 Europe/Berlin\n" TAKEN "14m pass\nomar hears nothing\n2m pass\n"
	  "omar < ALARM {code} tier A: no contact*\n" OVER("omar") },
	{ "the clocks go back while it rings: three minutes stay three",
	  "@2026-10-25 02:58 Europe/Berlin\n" ALARM "170s pass\nlena hears nothing\n15s pass\n"
	  "lena < ALARM {code} tier A*\n" OVER("lena") },
	/* --- By telephone ------------------------------------------------- */
	{ "by call: taken by key, then the same person texts it: theirs already",
	  "voicebox is there\n" ALARM "omar is alarmed by phone\nomar takes the alarm by phone\n"
	  "5s pass\n"
	  "omar < {code} is yours*\nforget zed\nomar: 1 {code}\nomar < {code} is yours already*\n"
	  CLOSE("omar") },
	{ "by call: wrong codes only: it stays open, and the next person is called",
	  "voicebox is there\n" ALARM "omar is alarmed by phone\n"
	  "omar hears the alarm and hangs up\n"
	  "then incident of zed is alarming\n3m pass\nlena < ALARM {code} tier A*\n"
	  "lena is alarmed by phone\n"
	  "lena takes the alarm by phone\n5s pass\nlena < {code} is yours*\nforget omar\n"
	  CLOSE("lena") },
	{ "by call: late, after a colleague took it by text: told who has it",
	  "voicebox is there\n" ALARM "lena: 1 {code}\nlena < {code} is yours*\nforget zed\n"
	  "omar takes the alarm by phone\n5s pass\nomar < {lena} has {code}, since*\n"
	  CLOSE("lena") },
	{ "by call: two phones, both take it: the first has it, the second hears who",
	  "voicebox is there\n" ALARM "3m pass\nlena < ALARM {code} tier A*\n"
	  "omar takes the alarm by phone\n5s pass\n"
	  "omar < {code} is yours*\nforget zed\nlena takes the alarm by phone\n5s pass\n"
	  "lena < {omar} has {code}, since*\n"
	  CLOSE("omar") },
	{ "by call: the first presses after it went on to the next: it counts, the next hears "
	  "nothing more",
	  "voicebox is there\n" ALARM "4m pass\nlena < ALARM {code} tier A*\n"
	  "omar takes the alarm by phone\n5s pass\n"
	  "omar < {code} is yours*\nforget zed\n14m pass\nlena hears nothing\n" CLOSE("omar") },
	{ "by call: pressed after it was closed: told that it is",
	  "voicebox is there\n" ALARM "lena: 1 {code}\nlena: 3 {code} 2\nforget lena\nforget zed\n"
	  "omar takes the alarm by phone\n5s pass\nomar < {code} was closed by {lena} at *\n"
	  "then 0 incidents\n" },
	{ "by call: busy: the text stays, the clock runs, the next person in time",
	  "voicebox is there\n" ALARM "omar misses the alarm call\n170s pass\nlena hears nothing\n"
	  "15s pass\nlena < ALARM {code} tier A*\n" OVER("lena") },
	{ "a colleague asks LIST while somebody has it: it is not offered anew",
	  TAKEN "omar: 1 {code}\nomar < {code} is yours already*\nlena: LIST\n"
	  "lena < Open*: {code} A.*\n"
	  CLOSE("omar") },
};
const unsigned int failures_len = sizeof(failures) / sizeof(failures[0]);
