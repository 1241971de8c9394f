# SPDX-License-Identifier: AGPL-3.0-or-later
# Danger in Swahili.  Verbs carry their subject, tense and object as prefixes
# (ni-na-ji-ua: I-am-self-killing), so most words here are stems with a *.
language sw "Swahili"
status "Draft. Not validated by native speakers; no clinician has reviewed it."
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"

denials sitaki sipendi siwezi
spell nataka = ntaka | natka | nataqa | ntk | nataga
spell sitaki = ctaki | stak | staki | ctk
spell siwezi = cwezi | swezi | siwez
spell kufa = kfa | kuf
spell kujiua = kujua_ | kujiuwa | kjiua
spell sasa = xaxa | saxa
spell leo = reo
spell kuishi = kuixi | kuish
spell nimechoka = nmechoka | nimchoka | nimechokaa
spell maisha = maixa | maish | mayisha
spell tafadhali = tafadhal | tafazali
slips kujiua kujinyonga

real kujia kujinyosha kujua najua sijui anajua wanajua tunajua nitajua nikijua

# my own verbs: I do / did / will / wanting to
slot self-kill = kujiua | nijiue | kujinyonga | nijinyonge | kujitoa uhai | kujitia kitanzi | nijitoe uhai | kujimaliza | nijimalize
  | najiua | nitajiua | ntajiua | ninajiua | nimejiua | nikijiua | ningejiua | nitajinyonga | ntajinyonga | najinyonga | nitajimaliza | ntajimaliza | najimaliza
  | kujitoa uhai | nitajitoa uhai | ntajitoa uhai | najitoa uhai | nimejitoa uhai | nitajiangamiza | nitajitia kitanzi | kujirusha | nijirushe | nitajirusha | ntajirusha | kujichinja | nitajichinja | kujichoma (kisu | moto) | kujiangamiza | kujizamisha
  | kukatisha maisha yangu | kumaliza maisha yangu | kutoa uhai wangu | kukatiza maisha yangu | (kunywa | ninywe | nitakunywa | nakunywa | ntakunywa) sumu
slot want = nataka | natamani | ninataka | ninatamani | niliamua | nimeamua | naamua | nafikiria | nawaza | ninafikiria | ninawaza | nimepanga | napanga | nahisi | ningependa | nimekuwa nikifikiria | bora | heri | afadhali | najisikia | nipo tayari | niko tayari
slot die = kufa | nife | kufariki | kuondoka duniani | kutoweka | kuiaga dunia | nikufe | kuaga dunia | kutokuwepo | kutokuishi | kulala nisiamke | kulala milele | kupumzika milele | kulala usingizi wa milele | kulala fofofo milele | kufa tu | kwenda kwa mungu
slot now = sasa | sasa hivi | saa hii | leo | usiku huu | usiku wa leo | usiku | asubuhi hii | muda huu | dakika hii
slot pills = vidonge | tembe | dawa
slot he = mume wangu | mme wangu | baba | mama | mjomba | kaka | mpenzi wangu | bwana yangu | jirani | mwalimu | shangazi | babu | mke wangu | baba wa kambo | mama wa kambo

idiom laugh
  - kufa (kwa | na) (kicheko | kucheka | njaa | baridi | joto | usingizi | kiu) | (nimekufa | nakufa | nitakufa | ntakufa) (kwa | na) (kicheko | kucheka | njaa | usingizi | baridi)
  - (simu | chaji | betri | umeme) .. (kufa | imekufa | imezima)
  - (kuua | naua | niue) (muda | mbu | panya | nzi)

context negated before
  - (sitaki | sipangi | siwezi | sina mpango wa | sina nia ya | sijawahi | sikuwa) [kamwe] [kufikiria]
context past before
  - (zamani | nilipokuwa (mdogo | mtoto | shule | shuleni) | miaka iliyopita | mwaka jana) ..6
context third before
  - (rafiki | dada | kaka | mtu | watu | wao | yeye) [yangu | wangu | mmoja] [anataka | anasema | alisema]

rule kill-self-now A "Says that they will end their life, and when."
  - (nimekunywa | nimeshakunywa | nitakunywa | nakunywa) ..1 (jik | dawa ya panya | dawa ya ng ombe | dawa ya kuua wadudu | mafuta ya taa | petroli | triatix | asidi)
  - (vidonge | tembe | dawa | kamba | kisu | sumu) [zote | vyote] (viko | ziko | iko | kiko | upo | ipo) (mbele yangu | mkononi | mikononi | karibu yangu | kando yangu)
  - (niko | nimesimama | nipo) ..1 (juu ya | kwenye | ukingoni mwa) (daraja | paa | ghorofa | gorofa | reli | barabara ya reli) !(tunakula | kazini) ..3 (kuruka | nitaruka | nataka | niruke)
  - <self-kill> ..3 <now>
  - <now> ..3 (<self-kill> | nitakufa | ntakufa | nakufa)
  - (nimekunywa | nimeshakunywa | nimemeza | nimetumia | nimekula | nimemaliza) .. (sumu | <pills> (nyingi | zote | vingi | vyote | ##))
  - (nimemeza | nimeza | nimekunywa | nimekula | nmekunywa | nmemeza) [<pills>] (vidonge | tembe | dawa) .. (vingi | vyote | nyingi | zote | ##)
  - (nina | nimeshika | nimenunua | nimeandaa) (kisu | kamba | sumu | bunduki | bastola) ..4 (nife | kufa | kujiua | nijiue | kujinyonga | shingoni | mkononi)
  - (kamba | kitanzi) .. shingoni | (najikata | nimejikata) ..4 (damu | mishipa | mkono)
  - (huu | hii | hizi) ni (ujumbe wangu wa mwisho | siku yangu ya mwisho | usiku wangu wa mwisho | maneno yangu ya mwisho)
  - natokwa (na) damu (nyingi | sana)
rule danger-other-now A "Is being attacked, or says that somebody near them has a weapon."
  flags by-other
  - (ana | ameshika | amebeba | wana | wameshika) (kisu | panga | bunduki | bastola | rungu | shoka)
  - (ananipiga | wananipiga | ananibaka | wananibaka | ananinyonga | ananikaba | anataka kuniua | wanataka kuniua | atakuja kuniua | ataniua | wataniua | anatishia kuniua | ananishambulia)
  - (nisaidie | nisaidieni | saidia | msaada) ..5 (ananipiga | ananiua | kuniua | kunibaka | ananibaka)
  - nimebakwa | alinibaka | amenibaka | walinibaka | wamenibaka
rule kill-self B "Speaks of ending their own life."
  - <self-kill>
  - *jiua* mwenyewe | (nina | na) mpango wa (<self-kill> | kufa)
  - (mawazo ya | wazo la | nia ya) (<self-kill> | kifo | kufa)
rule want-die B "Says that they want to die or not to live."
  - (wote | watu | familia | mama | kila mtu) ..1 (watafurahi | watapumua | watakuwa na furaha | afadhali | wangefurahi) ..2 (nikifa | ningekufa | nikiondoka | bila mimi)
  - (sitamaliza | sitafika | sitaona | sidhani nitaona | sidhani nitafika) (usiku huu | asubuhi | kesho | wiki hii | mwaka huu) !(kazi | chuo) | (sina | sioni) (nguvu | sababu | hamu) ya (kuishi | kuendelea kuishi)
  - (nataka | natamani | ningependa | acha) (nipumzike | kupumzika | nilale | kulala) milele | (maisha yananiuma | maisha yananitesa | kuishi (ni | kunaniuma) (mateso | kunaniuma)) | kuishi ni mateso
  - sistahili (kuishi | kuwa hai | kuwepo) | hakuna [tena] (sababu | haja | maana) ya (kuishi | kuendelea kuishi | mimi kuishi)
  - <want> [tu | sana | kweli] <die> !(kwa (kicheko | njaa))
  - (natamani | ningetamani | laiti | heri | bora | afadhali) [tu] (ningekufa | nife | nikufe | nisingezaliwa | nisizaliwe | nisingekuwepo | nisiamke | mungu anichukue | kifo)
  - (mungu | ee mungu | mola) .. (nichukue | anichukue | niue | nitoe duniani | aniondoe)
  - (sitaki | sioni (sababu | haja | faida | maana) ya | sina (sababu | hamu | nia | haja) ya | nimechoka) [tena] (kuishi | kuendelea kuishi | kuwa hai | na maisha | maisha | kuamka | kuendelea na maisha | kuendelea)
  - (sitaki | sitamani) [tena] (kuwepo | kuamka | kuona kesho | maisha haya)
  - (maisha | kuishi) [yangu | haya] (hayana | hakuna | haina | hayafai) (maana | thamani | faida | umuhimu) [tena]
  - (bila mimi | nikifa | nikiondoka | kama sipo | nisipokuwepo | nikitoweka) ..5 (bora | heri | nafuu | watafurahi | hakuna | nani | afadhali | watakuwa (sawa | vizuri))
  - (watafurahi | watakuwa na amani | watapumzika | mtafurahi) ..2 (nikifa | nikiondoka | nisipokuwepo | bila mimi)
  - (hakuna | hamna) (atakayenikumbuka | atakayejali | atakayelia | anayejali) ..2 (nikifa | nikiondoka | nife)
  - (kifo | kufa) [ndio | ndiyo | ni] (suluhisho | njia pekee | dawa | bora | afadhali | nafuu)
  - (nitakufa | ntakufa) [tu] (leo | kesho | usiku huu | hivi karibuni | $)
rule farewell B "Says goodbye as people do who will not come back."
  - (usiku | siku) (wa leo | huu | ya leo | hii) ndio [ya | wa] mwisho (wangu | kwangu) | (mkinikuta | ukinikuta | wakinikuta) (nimekufa | maiti) | (msinilie | msilie | usilie) ..2 (nikifa | nimekufa | nikiondoka) | (nimekufa | nikifa) (msilie | usilie | msinilie)
  - (kwaheri | kwa heri | kwaherini) ..2 (dunia | milele | wote | watoto wangu | familia yangu | ulimwengu)
  - (nisameheni | nisamehe | samahani) ..5 (nikifa | naondoka | nimeamua | kwa nitakachofanya | siwezi tena)
  - (mtunze | watunze | angalia | waangalie) (watoto | mtoto | mama | familia) ..4 (nikifa | nikiondoka | nisipokuwepo)
  - (barua | ujumbe | neno | maneno) ya (kuaga | kwaheri | mwisho)
  - (hamtaniona | hutaniona | hautaniona) tena
rule means B "Has got the means, or is looking for them."
  - kamba (iko tayari | ipo tayari | nimeshafunga | nimeifunga) | (nimefunga | nimetayarisha) kamba !(ya (ng ombe | mbuzi | nguo))
  - (nimenunua | nimepata | nina | natafuta | ninatafuta) (sumu | kamba ya kujinyonga | sumu ya panya | dawa ya panya)
rule self-harm B "Speaks of hurting their own body."
  - (najidhuru | kujidhuru | nitajidhuru | nimejidhuru | nijidhuru) | (najikata | nimejikata | ninajikata | kujikata | nitajikata | najichoma | nimejichoma | kujiumiza | najiumiza | nijiumize | nijikate | nitajiumiza)
rule abused B "Is hurt or forced by somebody."
  flags by-other
  - <he> .. (ananipiga | hunipiga | alinipiga | amenipiga | ananidhulumu | ananitesa | ananinyanyasa | ananishika | anatishia | amenitishia | kuniua | kunibaka | ananilazimisha)
  - (ananitesa | ananinyanyasa | wananitesa | ananitishia | wananitishia | ananilazimisha | wananilazimisha) [kufanya (ngono | mapenzi) | kuolewa | sana]
  - (naogopa | ninaogopa) ..3 (ataniua | atanipiga | wataniua | kuniua)
  - (nitaolewa | wananioza | kuniozesha) (kwa nguvu | kwa lazima) | kukeketwa | kunikeketa
rule danger-child B "A child is hurt, or may be."
  flags child by-other
  - (anampiga | anambaka | amembaka | alimbaka | anamshika | anamtesa | anawapiga | anawatesa) ..1 (mtoto | binti | watoto | mwanangu | kijana | dada yangu | mdogo wangu)
  - (mtoto | binti | watoto | mwanangu) ..2 (anapigwa | amebakwa | alibakwa | anateswa | anabakwa | wanapigwa | amepigwa)
rule danger-to-other B "May hurt somebody else."
  flags to-other loose
  - (nitamuua | ntamuua | nataka kumuua | nitawaua | nataka kuwaua | nitamchoma kisu | nimemuua | nimewaua)
rule despair C "Despair without danger words."
  flags no-negated
  - [mimi] (si kitu | sifai kitu | sina maana | sina thamani | si chochote)
  - [mimi | mi] ni mzigo (kwa | wa | tu)
  - (siwezi | sitaweza) (tena | kuendelea [tena] | kuvumilia [tena] | kustahimili [tena])
  - (sina | hakuna | nimepoteza | nimekosa | nimekata | sioni | hamna) (tumaini | matumaini | mwanga | njia) [tena | lolote | yoyote]
  - nimekata tamaa | nimechoka (sana | kabisa) na (kila kitu | hii dunia | dunia | yote | maumivu)
  - (mimi ni | najiona | nimekuwa) (mzigo | sina thamani | sina maana | bure | sifai | si kitu)
  - (hakuna | hamna) (anayenipenda | anayenijali | anayejali | wa kunisaidia)
  - (najichukia | nachukia maisha | naichukia dunia) 
  - (maumivu | uchungu) .. (yamezidi | hayaishi | sana siwezi)
rule third-danger ask "Somebody else may be in danger."
  flags third
  - (anataka | wanataka | amejaribu | alijaribu | anasema | anatishia | anapanga) [anataka] (kujiua | kujinyonga | kufa | kujitoa uhai | kunywa sumu | kujimaliza)
  - (amejiua | alijiua | amejinyonga | alijinyonga | amekunywa sumu | alikunywa sumu)
  - (rafiki | dada | kaka | ndugu | mwanafunzi | jirani | mama | mtoto) .. (kujiua | kujinyonga | ajiue)
