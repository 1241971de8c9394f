# SPDX-License-Identifier: AGPL-3.0-or-later
# Danger in Nigerian Pidgin.  English rules hear much of it; these hear the rest.
language pcm "Nigerian Pidgin"
status "Draft. Not validated by native speakers; no clinician has reviewed it."
mixes en
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"

slips kpai otapiapia

slot dey = dey | de | dae | day
slot wan = want | wan | won | wanna
slot body-self = myself | my self | my body | mysef | my sef | mesef | me sef
slot kill-self = kill <body-self> | kpai <body-self> | commit suicide | drink (sniper | otapiapia | poison | hypo | izal | rat poison | acid | fuel | kerosene | battery water)
  | hang <body-self> | end am for me | end my life | jump (enter (lagoon | river | water | well | third mainland) | inside (lagoon | river | water | well) | third mainland | from (bridge | upstairs)) | take my life | finish <body-self>
  | use (rope | knife | blade) .. (hang | kill) <body-self> | wound <body-self> | cut (my hand | my neck | my body)
slot no-fit = no fit | nor fit | no dey fit | no go fit | no longer fit | neva fit | never fit

denials nor neva
context negated before
  - (no | nor | neva | never | no go | no fit) [dey | go | ever] [want | wan]
context negated inside
  - (no | nor | neva | never) [dey | go | fit] (want | wan)
context third before
  - (my (friend | paddy | guy | brother | sister | broda | sista | mama | papa) | who | una | wetin make you) [wan | want | say] [want]
rule kill-self-now A "Says that they will end their life, and when."
  - i don (drink | swallow | take) (hypo | jik | bleach | fuel | kerosene | battery water | izal) | (the | dem) (drugs | tablets | sniper | rope | knife) dey (my (front | hand) | near me | ready)
  - i (dey | stand | siddon) [for] (top | edge) [of] (bridge | roof | upstairs | third mainland) !(with | dey work)
  - <wan> <kill-self> ..3 (now | now now | tonight | today | this night | dis night | so | sharp sharp)
  - (tonight | this night | today) [na] (im | him | me | i | my last) ..4 (<kill-self>)
  - i don (drink | swallow | take) .. (sniper | otapiapia | poison | hypo | izal | rat poison | acid | ddt)
  - i don (swallow | take | drink | chop) .. (all | plenty | whole | many) .. (tablet | tablets | medicine | drugs | pills)
  - i don (cut (my hand | my neck | my wrist | my vein) | hang rope | tie rope)
  - this na (the | my) last (message | text | day | night)
rule danger-other-now A "Is being attacked, or says that somebody near them has a weapon."
  flags by-other
  - (e | he | she | him | dem | them | my (husband | papa | oga | brother | boyfriend | uncle)) [<dey>] [don] (carry | hold | bring | get) (knife | gun | cutlass | machete | iron | pestle | bottle) !(cut | for (kitchen | market | farm | work) | go (farm | market))
  - (e | he | she | him | dem | them | my (husband | papa | oga | brother | boyfriend | uncle | mama)) <dey> (beat | flog | strangle | rape | wound | chook | stab | kill) me !(for (game | match))
  - (e | he | she | him | dem | them) <wan> (kill | rape | stab | chook | shoot) me
rule kill-self B "Speaks of ending their own life."
  - i (wan | want | go | don ready to) end am [all] !(for (here | there) | with)
  - <kill-self> | (make | let) i [just] (<kill-self> | die | kpai | end am)
  - (i | make i | i go | i fit) ..2 (<kill-self> | kpai <body-self>)
  - i <dey> (think | reason | plan) ..3 (<kill-self> | die | suicide | death)
rule want-die B "Says that they want to die or not to live."
  - i don (write | send) (my last | last | goodbye) (letter | message | note | text)
  - i (wan | want | go | fit) [just] sleep ..1 (make | and) i no wake | i no go (see | reach) (tomorrow | morning | next (week | month | year) | christmas) | (everybody | dem | una | people | my family) go (happy | rest | get peace) (if | once | when) i (die | don die | comot | kpai)
  - (this | dis) life don tire me | life (dey pain | don tire) me !(belle)
  - (this | dis) (night | day | week) na (my | im) last [night | day] $
  - i <wan> [just] (die | kpai | quench | kick bucket | go meet my (papa | mama | maker | god)) !(for | of | with | laugh | that day)
  - (make | let) (god | baba god | death | dem) [just] [kuku] (take | carry | kill | come carry) (me | my life)
  - (i | na) [for] better (make i | say i | if i) ..1 (die | dead | quench | kpai)
  - i no <wan> (live | dey alive | wake up | dey (this | dis) (world | life | earth)) [again]
  - i no <dey> <wan> (live | dey alive) [again]
  - life no [get] (meaning | reason | sense | use) [for me | again]
  - [this | dis] (life | world) don tire me | i (don | dey) tire [for | of | to] (live | life | this life | this world | dis world | dis life | everything | living | to live)
  - (nobody | no body | nobodi) (go | no go) (miss | cry for | find | look for) me
  - if i (die | kpai | quench) .. (nobody | no body | who go | na | better)
  - na [only] (death | to die) (remain | better | go)
  - death (better | good) (pass | than) | to die better | na only death
  - (everybody | my family | dem | them) go (better | dey happy | rest | fine) .. (without me | if i die | when i die)
  - i for don (die | kill myself | quench) !(for hunger | of laugh | laugh)
rule raped A "Has been raped or beaten and says so."
  flags by-other
  - (dem | e | he | them | him) [don] (rape | gang rape | stab | chook | wound) me
rule self-harm B "Hurts themselves, or has bought what for."
  - i (dey | don | wan | always) (cut | burn | scratch | injure) <body-self> | i [don] (buy | get | find) (rope | sniper | otapiapia | rat poison) !(for | to tie (goat | cow | load))
rule hurt B "Is hurt or forced by somebody."
  flags by-other
  - my (uncle | papa | oga | brother | stepfather | teacher | pastor | cousin | neighbour) (dey | don | always) (touch | press | use | force) me !(for (phone | shoulder))
  - (e | he | she | him | dem | them | my (husband | papa | oga | brother | boyfriend | uncle | mama | stepfather)) (dey | don | always | <dey> always) (beat | flog | rape | force | wound | threaten | slap | use force on) me !(for (game | match | ball | ludo) | to it)
  - (e | he | dem | them) (say | talk) [say] (e | he | dem | them) go (kill | beat | wound | finish) me
  - (e | he | she | him | dem) <dey> (touch | rape | beat | force) (my (pikin | daughter | child) | the pikin)
rule despair C "Despair without danger words."
  - i be (nobody | nothing | waste | useless person | burden) $ | i be burden
  - <no-fit> [continue | bear | carry | take | cope] (am | this (thing | suffer | life | pain) | it) (again | anymore)
  - i <no-fit> (continue | bear | cope | carry on) [again] 
  - (hope | i) (don (finish | lost | die)) [for me] $ | i no get hope | no hope for me | e don finish for me | my own don finish
  - i no (get | have) (helper | reason to live | anybody (for | to))
  - (suffer | pain | sorrow | problem | wahala) (don | dey) (too much | kill me | finish me | choke me)
  - i be (burden | useless | mumu | failure | waste)
  - (nobody | no body) (love | like | want | send | care for) me
rule third-danger ask "Somebody else may be in danger."
  flags third
  - (my (friend | paddy | guy | brother | sister | broda | sista | neighbour | mama | papa | babe) | e | him | she) [say] [e | she | him] <wan> (kill (himself | herself | him self | her self | imself) | die | drink (sniper | poison | otapiapia) | hang (himself | herself))
