# SPDX-License-Identifier: AGPL-3.0-or-later
# Danger in Hindi-English as it is texted in Latin letters, and a little in Devanagari.
# Vowels are written as people please, so the spellings matter as much as the rules.
language hi "Hindi-English"
status "Draft. Not validated by native speakers; no clinician has reviewed it."
mixes en
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"

denials nahi mat kabhi
spell nahi = nhi | nai | nahin | nahii | ni | nhin | nehi | nahee
spell main = mai | mein | mne | mei | maine | mene
spell mujhe = mujhy | muje | mje | mujhko | mujko | mjhe | mujhse | mujse
spell mujhe nahi = mujhenahi
spell chahta = chata | chahata | chahtaa | chahti | chahte | chati | chaahta | chaahti | chahati
spell hoon = hu | hun | hoo | hoonn | hoo'n
spell hai = h | hy | he'
spell marna = mrna | marnaa | maarna' | mrnaa
spell mar = marr
spell jaun = jaau | jau | jaaun | jaoon | jaauu | jaaoon
spell zindagi = jindagi | zindgi | jindgi | zndgi | jindegi | zindegi | zindagii | zindgee
spell jeena = jina | jinaa | jeenaa | jeene | jine | jeney
spell khudkushi = khudkhushi | khudkusi | khud-kushi | khudkashi | khudkhusi | khudkushii | khudkusshi
spell aatmahatya = atmahatya | aatmhatya | atmhatya | aatma-hatya | atamhatya
spell khatam = khtm | khatm | katam | khattam | khtam
spell zeher = zahar | zehar | jahar | jeher | zehr | zahr | jehar
spell karna = krna | karnaa | krnaa
spell kar = kr
spell raha = rha | rahaa | rahi | rhi
spell apni = apnii | apney
spell kya = kia
spell kuch = kuchh | kch
spell bahut = bohot | bohat | bhot | bhut | bahot | boht
spell goli = golee
spell goliyan = goliya | goliyaan
spell aaj = aj
spell sakta = skta | sakti | skti | saktaa
spell liya = lia | liyaa
spell gaya = gya | gayi | gyi | gai
spell nafrat = nafrt
slips khudkushi aatmahatya

slot i = main | mujhe | mera | meri | ab main
slot now = aaj | abhi | aaj raat | aaj hi | abhi ke abhi | kal
slot self-kill = khudkushi | aatmahatya | suicide kar* | apni jaan (de | le | lena | dena | deni) | jaan (de dunga | de dungi | de doon | dedu | dedunga | dedungi | dena) | khud ko (khatam | maar | mar | kill) [kar]
  | apne aap ko (khatam | maar | mar | kill) [kar] | apni (life | zindagi | jeevan) (khatam | end | finish) | zindagi khatam kar* | fansi (laga | lagana | lagakar | lagani) | phansi (laga | lagana | lagakar) | latak (jaun | jaunga | jaungi)
  | zeher (kha | pee | pi | khana | peena | le) [lu | lunga | lungi | loon] | nas (kaat | katna | kaatna | kat) | kud (jaun | jaunga | jaungi) | train ke (aage | niche | neeche) | khud ko (goli | aag)
slot he = wo | woh | vo | papa | pati | husband | mera pati | mere pati | mera (bhai | baap | boyfriend | husband | chacha) | sasural wale | saas | uncle | chacha | log | mummy

idiom figures
  - (haste haste | has has ke | hasi se | bhook se | bhukh se | garmi se | thand se | sharam se) ..1 mar | mar (gaya | gayi) (haste | hasi | has) | (phone | battery | mobile) .. (mar | dead | khatam)
  - (time | waqt) (kill | pass)
  - mar (ja | jaa) (re | yaar | saale)

context negated before
  - nahi
context negated inside
  - nahi
context negated after
  - [karna | karunga | karungi | kar | karne] (nahi | mat) [chahta | karunga | karungi | karna | hai]
context third before
  - (mera dost | meri dost | meri friend | mera friend | meri behen | mera bhai | meri maa | uski | uska | usne | wo | woh | mere papa) [ne | ko | bhi]
  - (wo | woh | vo | mera dost | meri dost | meri behen | mera bhai | uska | usne) [kehta | kehti | bol raha] [hai] [ki] [wo | main]

rule kill-self-now A "Says that they will end their life, and when."
  - (phenyl | phenol | harpic | sulphas | celphos | keetnashak | acid | tezab | chuhe maar* | mitti ka tel | bleach) ..1 (pee | pi | kha | khaa) (liya | li | lunga | lungi | loon | lu | gaya)
  - (goliyan | goliya | tablets | zeher | rassi | chaku | blade) ..1 (mere saamne | mere samne | mere haath | haath me | mere pass | mere paas) ..2 (hai | hain | rakhi | rakha) | (chhat | chat | pul | patri | bridge) (par | pe) ..3 (kood | kud) (jaun* | jaunga | jaungi | raha | rahi)
  - (neend ki | nind ki | bahut sari | saari | sari | poori | puri) (goliyan | goli | goliya | tablet | tablets | dawai | dawaiyan | sheeshi) (kha | khaa | le) (li | liya | chuka | chuki | lee)
  - <now> ..4 (<self-kill> | mar (jaunga | jaungi | jaun) | sab khatam)
  - <self-kill> ..3 (aaj | abhi | aaj raat)
  - (main) ..2 zeher (kha | pi | pee | le) (liya | chuka | chuki | li)
  - (bahut saari | saari | puri | poori | ## | itni) .. (goliyan | goli | tablets | pills | dawai | dawa) .. (kha | le | nigal) (liya | li | chuka | chuki)
  - (nas | haath | kalai) (kaat | kat) (liya | li | di) | khoon (nahi ruk raha | bah raha | beh raha | nikal raha)
  - (ye | yeh) mera (aakhri | akhri | last) (message | msg | din | raat)
rule danger-other-now A "Is being attacked, or says that somebody near them has a weapon."
  flags by-other
  - (uske | unke | pati ke | iske | papa ke) (haath | hath | paas) [me | mein] (chaku | chaaku | chhuri | gun | pistol | bandook | kulhadi | talwar)
  - mujhe ..1 (maar | mar) (dalega | dega | dalenge | denge | dalegi) (wo | woh | vo | mera | mere | meri | papa | pati)
  - <he> .. (ke paas | ne) .. (chaku | chaaku | knife | gun | pistol | talwar | kulhadi)
  - <he> mujhe ..1 (maar raha | peet raha | mar raha | maar dega | mar dega | maar dalega | jala raha | jala dega | maar denge | mar denge)
  - (bachao | help) ..4 (maar | mar dega | marega | peet)
  - mera (rape | balatkar | balatkaar) | mere saath (rape | balatkar | galat kaam | jabardasti | zabardasti)
rule kill-self B "Speaks of ending their own life."
  - <self-kill>
  - (suicide | marne) (ka | ke | karne (ka | ke)) (man | mann | khayal | khyal | soch | bare | baare | plan | thoughts | irada | vichar)
  - (man | mann | dil) .. (karta hai | kar raha | karta) .. (mar jaun | marne ka | suicide)
rule want-die B "Says that they want to die or not to live."
  - (so | soke | sokar | so kar) [bas] kabhi na (uthu | uthun | utho | jagu | jaagu) | (hamesha | humesha | sada) ke liye (sona | so jana | so jaun | chala jaun | chali jaun | jana) [hai | chahta | chahti]
  - (sab | sabhi | log | ghar wale) ..1 (khush | sukhi | chain se) (honge | rahenge | ho jayenge) ..1 (mere (marne | jaane | bina) | mar jaun | agar main mar) | (jeena | jina | zindagi | jindagi) (dard | takleef) (deta | deti | lagta) hai
  - (kisi ko | kisi ko bhi | duniya ko) meri (zaroorat | jarurat | zarurat | parwah) nahi
  - kal [se] main nahi (rahunga | rahungi | hounga | hongi | milunga | milungi) | koi [bhi] (mujhe | meri) (yaad | kami) nahi (karega | karegi | karenge | mehsoos karega) | meri kami (kisi ko | koi) ..2 nahi
  - (main | mujhe) ..1 (marna | mar jana) ..1 (chahta | chahiye | hai)
  - (main | mujhe) [bas | ab | sach me] (marna | mar jana | maut) (chahta | chahiye | hai | chahata) !(nahi)
  - (marna chahta | mar jana chahta | mar jana hai | marna hai | marne ka man | maut chahiye | maut aa jaye | mar jaun | mar jaunga | mar jaungi | mar jata | mar jati) !(nahi)
  - (jeena | zinda rehna | jeene ka | jine ka) [ki | me] [man | mann | ichha | iccha | icha] [hi] nahi [chahta | hai | karta | raha]
  - (zinda | jinda) nahi (rehna | rahna) | (zindagi | life | jeene) (ka | ki | me) (koi | kuch) (matlab | maksad | fayda | faida | wajah) nahi | (thak | tang aa | haar) (gaya | gyi | chuka) [hoon | hu] (zindagi | life | sab | jeene) se
  - nahi (jeena | jee sakta | jeena chahta | jeene ka) | ab (aur) nahi jeena | (jeene | jine | jeena) (ka | ki) (koi) (matlab | maksad | wajah | fayda | faida | reason | man) nahi
  - (zindagi | life | jeene | jeena) se (thak | tang | pareshan | haar | ub) [gaya | chuka | chuki] | (zindagi | life) (bekar | bekaar | barbaad) (hai | lagti | ho gayi)
  - (kaash | kash) main (mar jata | mar jati | paida hi nahi | paida nahi | paida hi na | paida na | na hota | mar jaun | na hoti)
  - (bhagwan | allah | khuda | god) .. (utha le | utha lo | maut de | mujhe bula | mujhe le ja)
  - (mere bina | mere marne | main mar (ja | jaun | jaunga | jaungi | gaya) | mere jane) .. (khush | behtar | better | farak nahi | fark nahi | kisi ko)
rule farewell B "Says goodbye as people do who will not come back."
  - (aakhri | akhri | antim) (chitthi | chithi | khat | message | raat | din | baar) (likh | likha | hai | bhej) !(exam | mauka)
  - alvida (sabko | duniya | dosto | $) | mere jaane ke baad | mere marne ke baad | (maaf kar dena | mujhe maaf) ..4 (ja raha | jaa raha | marne | aakhri | alvida)
rule self-harm B "Speaks of hurting their own body."
  - (haath | hath | khud ko | apne aap ko | kalai) (kaat | kat | kaatna | kata | jalana | jala | nuksan | chot | hurt) (ta | ti | raha | liya | leta | leti | pahuncha* | deta | karta | karti | kar)
rule abused B "Is hurt or forced by somebody."
  flags by-other
  - (papa | pati | mummy | saas | baap | chacha | bhai | husband) (roz | hamesha | har roz | raat ko | daaru pee ke) (maarte | marte | maarta | marta | maarti | marti | peette | peetta) [hai | hain]
  - <he> mujhe ..1 (maarta | marta | maarte | marte | peetta | peetta | peette | pitta | maara | mara | peeta | dhamki | dhamkata | torture | chhuta | chuta | touch karta)
  - (jabardasti | zabardasti) .. (shaadi | shadi | sex | rape) | dahej ke liye (maar* | mar* | torture) | mujhe khatra hai | meri jaan ko khatra
rule despair C "Despair without danger words."
  - main kisi (kaam | layak) (ka | ki | ke) nahi | main (kuch | kuchh) nahi (hoon | hu | hun)
  - (ab | aur) (nahi | bardasht nahi) (hota | ho raha | ho pata | sah sakta | saha jata | jhel sakta) | bardasht nahi (hota | ho raha | kar sakta)
  - (koi | kuch) (umeed | ummid | umid | raasta | rasta) nahi | umeed (nahi | khatam | toot) | haar (gaya | chuka | maan li) (hoon | main) 
  - main (bojh | nakam | nakaam | bekar | bekaar | fail | failure | useless) (hoon | hi hoon) | (bojh) (ban gaya | hoon)
  - khud se nafrat | apni (zindagi | life) se nafrat | (koi) (mujhse pyar | mujhe pyar | mujhe pasand | mujhe samajhta) nahi
  - sab khatam (ho gaya | kar | hai)
rule third-danger ask "Somebody else may be in danger."
  flags third
  - (mera dost | meri dost | meri friend | mera friend | meri behen | mera bhai | wo | woh | meri maa | mere papa) ..3 (suicide | khudkushi | aatmahatya | marna chahta | marne ki | jaan dene | khud ko maar*)
rule devanagari B "Says in Devanagari letters that they want to die or kill themselves."
  - आत्महत्या | खुदकुशी | मरना चाहता | मरना चाहती | मर जाना चाहता | मर जाना चाहती | जीना नहीं चाहता | जीना नहीं चाहती | सुसाइड | मुझे मरना है | जान दे (दूंगा | दूंगी | दूँगा | दूँगी)
