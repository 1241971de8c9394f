# SPDX-License-Identifier: AGPL-3.0-or-later
# Danger in English.  How to read and change this file: docs/lexicon.md.
# Written by kinds (slots and grammar) from what the guidance for helpers lists,
# never from the texts of people.
language en "English"
status "Written by the project. No clinician has reviewed it yet."
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"

# --- Spelling -------------------------------------------------------------------
denials not never no nobody nothing none without

spell i am = im | i'm | iam | aym
spell i am going to = ima | imma | i'ma
spell i will = i'll | ill
spell what is = what's | whats | wats | wat's
spell what = wat | wot | wht
spell who is = who's | whos
spell how is = how's | hows
spell where is = where's | wheres
spell here is = here's | heres
spell they will = they'll | theyll
spell they have = they've | theyve
spell you have = you've | youve
spell you would = you'd | youd
spell no longer = nolonger
spell i have = i've | ive
spell i would = i'd | id
spell do not = dont | don't | dnt | dun | donot | dunt
spell can not = cant | can't | cnt | cannot | cann't
spell could not = couldnt | couldn't | cudnt
spell will not = wont | won't
spell would not = wouldnt | wouldn't | wudnt
spell should not = shouldnt | shouldn't
spell is not = isnt | isn't
spell are not = arent | aren't
spell am not = aint | ain't
spell was not = wasnt | wasn't
spell were not = werent | weren't
spell has not = hasnt | hasn't
spell have not = havent | haven't | hvnt | havnt
spell had not = hadnt | hadn't
spell does not = doesnt | doesn't | dsnt | doesn | dosent
spell did not = didnt | didn't | didn | dint
spell must not = mustnt | mustn't
spell he is = he's | hes
spell she is = she's | shes
spell it is = it's | its
spell that is = that's | thats
spell there is = there's | theres
spell they are = they're | theyre
spell you are = you're | youre | ur'e
spell you will = you'll | youll
spell we are = we're
spell everyones = everyone's
spell nothing is = nothing's
spell life is = life's
spell you = u | yu | yew
spell your = ur | yr
spell are = r
spell why = y
spell see = c
spell be = b
spell to = 2 | too
spell for = 4
spell forever = 4eva | 4ever | foreva | 4evr
spell before = b4
spell great = gr8
spell late = l8
spell hate = h8
spell wait = w8
spell tonight = 2nite | tonite | 2night | tnite | tonyt | 2nyt | tonyte | 2nyte
spell today = 2day | tdy | tday
spell tomorrow = tmr | tmrw | 2moro | tomo | tmw | 2mrw | tomorow | tommorow | tommorrow | tmrow | 2mro | tmoro
spell anymore = anymor | nemore | anym0re
spell want to = wanna | wana | wanto | wonna
spell want = wan | wnt | wnat
spell going to = gonna | gona | gunna | gon | goin'2
spell going = goin | gng | gg2
spell got to = gotta | gotto | g2
spell have to = hafta
spell have = hav | hve | hv | haf
spell has = hs
spell let me = lemme
spell give me = gimme
spell i do not know = idk | iono | dunno
spell i do not care = idc
spell i do not want = idw | idwanna
spell i do not want to = idwt
spell because = cuz | coz | bcoz | cos | bcuz | becos | bcos | b'cos
spell and = n | nd | an'
spell with = wif | wiv | wth
spell without = wifout | w'out | witout | w/o
spell that = dat | tht
spell this = dis | ths
spell them = dem
spell then = den
spell thing = tink
spell think = thnk | thk | tink'
spell thinking = thinkin | thinkng | tinking
spell just = jus | juz | jst | juss
spell know = knw | kno
spell people = ppl | pple
spell please = pls | plz | plis | plse | pleas
spell really = rly | rlly | realy | rili
spell everyone = evry1 | every1 | evryone | everyonee
spell everybody = evrybody | everbody
spell someone = some1 | sum1
spell anyone = any1 | ne1
spell noone = no1
spell no one = noone
spell my = mah | ma | mai'
spell the = da | teh | de'
spell life = lyf | lyfe | lief | lyf3
spell live = liv
spell living = livin | lving
spell being = bein
spell myself = maself | meself | mself | mysel | miself | mysef | myslef | mysefl | mysrlf | myslelf | mydelf | nyself | myseld | myselfs
spell kill = kil | kll
spell killing = killin | killn
spell dying = dyin
spell trying = tryin | tryna
spell feel = fil | feeel
spell feeling = feelin
spell hurting = hurtin
spell cutting = cuttin
spell thank = thx | tnx
spell fucking = fuckin | fkn | fking | effing | freakin | freaking | frickin | fking | fcking
spell alright = aite
spell something = sth | smth | sumthing | somethin
spell nothing = nothin | nuthin | nuffin
spell boyfriend = bf
spell girlfriend = gf
spell about = abt | bout
spell sleep = slp
spell should = shud | shld
spell would = wud | wld
spell could = cud | cld
spell suicide = suicde | sucide | suecide | sewerslide | sewercide | sewer-slide | sueicide | suacide | suicied | suiside | sooicide | suiicide
spell suicidal = suicidle | sucidal | suisidal
spell unalive = un-alive
spell overdose = od
spell overdosed = od'd | oded
spell self harm = selfharm | sh'ing
spell rapes = r4pes
spell depressed = depresd
spell dead = ded

# Words of which slips of the finger are worth hearing ...
slips kill killing killed suicide suicidal myself overdose overdosed overdosing
  tablets pills poison pesticide tonight goodbye goodbyes hanging
  unalive living existing hopeless worthless burden alive disappear
  cutting harming hurting
  want die dead death life anymore noose bleeding strangle strangling
  raped raping beating bridge
# ... and words that look like such slips, but are words of their own.
real lined kiss lips kite kick fill bill hill mill till will pill gill kilo kiln skill skills kills
  putting betting getting hitting banging ranging clanging handing prison
  crown brown frown aline arrive liver lively giving loving linking leaving lining living
  wasn warn wand went wont wane ward watt wang wants waht wait
  lift like lite lief line live lief lived lives lifes lice lie list left lefe
  data date deaf deal dean dear dad read deed lead head bead dread ded daed
  heath deaths breath depth dearth heat
  moose nose noise loose booze goose pose
  biding bidding bridal bride bridges fridge
  heating seating bearing beaming boating bating batting
  paying rating rapid tape rape rapped
  feeding breeding leading bedding blending building pleading reading
  pulls polls pails pile pals pols pole pools pull polls spills pints pens
  mylene tabs table tables tabled
  hoping hopes hopeful helpless useless homeless
  hunting halting hosting hurting hurling nursing
  charming arming farming warming having hiring
  alice alike slice olive active alive native
  rates kites kinding filling billing milling pilling skilling killer willing
  died lied tied dies dye dyed did dir diet dir dive dice dine dire diem dia diy idea ide edi
  disappears disappeared disappearing disappoint

# --- Slots ----------------------------------------------------------------------
slot adv = just | really | so | fucking | bloody | actually | honestly | literally | seriously
  | kinda | only | rather | simply | finally | badly | desperately | truly | sometimes | always
  | still | even | like | also | already | probably | definitely | maybe | soon | now
  | kind of | sort of | all | quite | genuinely | legit | lowkey | deadass | constantly
  | again | often | ever | sooo | much | very | long | completely | totally | utterly
slot self = myself | my self | my own self | meself | ma self | mi self | me self | mine self | mah self
slot i-be = i am | i was | i be | i feel | i have been | i will be | am | feel
slot want = would give anything | give anything | i live only | want | need | wish | long | crave | hope | would like | would love | wishing | wanting
  | needing | longing | craving | prefer | deserve | hoping | praying | pray | desire | yearn | beg
slot feeling-like = feel like | feeling like | felt like | feels like | tempted to | urge to
  | urges to | an urge to | desire to | thoughts of | thought of | thinking of | thinking about
  | think about | thought about | think of | thoughts about | dream of | dream about
  | dreaming of | dreaming about | fantasize about | fantasizing about | fantasise about
  | fantasising about | fantasies of | fantasies about | daydream about | considering
  | contemplating | planning on | planned on | plan on | obsessed with | idea of | consider
  | contemplate | planning | imagine | imagining | picture | close to | fantasize of
slot will-do = going to | about to | will | shall | have to | got to | must | should
  | plan to | planning to | planned to | ready to | decided to | deciding to | trying to | try to
  | want to | need to | wish to | like to | love to | intend to | might | might as well
  | may as well | prepared to | preparing to | determined to | let me | could | better
  | wish i could | want to just | going to go | dare to | able to | tempted to | urge to
  | urges to | rather | would rather | had better | i may | wanting to | set to | willing to
  | meant to | supposed to | close to | gonna | ready for
slot now = now | right now | tonight | today | this (evening | morning | afternoon | night | second | minute)
  | in (a | an | one | few | the next) (hour | minute | minutes | hours | moment | bit | few minutes)
  | at midnight | immediately | as we speak | any (second | minute | moment) | asap
  | before (morning | midnight | tomorrow | sunrise) | by (morning | midnight)
slot soon = tomorrow | this (week | weekend | month) | next (week | month) | soon | after (christmas | exams | my birthday)
  | on (monday | tuesday | wednesday | thursday | friday | saturday | sunday) | on my birthday
  | in # (days | weeks | hours)
slot die = die | go to heaven | be in the ground | join the dead | drown | bleed out | bleed to death | freeze to death | suffocate | be in heaven | be done with (life | living | this life) | be no more | be dead | be gone forever | stop existing | stop living | stop breathing
  | stop being alive | cease to exist | cease existing | pass away | drop dead | not exist
  | not be alive | not be here | no longer (exist | live | be here | be alive) | never wake up
  | not wake up | die in my sleep | be killed | be buried | be in (a grave | the ground | my grave)
  | be (six | # | 6) feet under | meet my maker | be with (god | jesus) | be unalived | perish
slot dying = dying | being dead | death | ending my life | ending it all | ending everything
  | not existing | not being alive | not being here | not living | suicide | killing <self> | my own death
  | taking my own life | taking my life | my death | my funeral | being gone
slot live = live | exist | be alive | breathe | stay alive | go on living | keep living
  | continue living | keep going | wake up | be here | be in this world | be on this earth
  | be on earth | be in this life | be in existence | survive | continue to live
  | carry on living | be around | live on | go on | keep on living | stay in this world
  | keep on | be born | stay here | continue existing | keep existing | see tomorrow
  | be part of this world | see another day | remain alive | remain in this world
slot live-strict = live | exist | be alive | breathe | stay alive | go on living | keep living
  | continue living | be in this world | be on this earth | be on this planet | be in existence
  | continue to live | carry on living | live on | keep on living | stay in this world
  | continue existing | keep existing | see tomorrow | see another day | remain alive
slot living = living | life | being alive | existing | existence | breathing | staying alive
  | this life | my life | being here | being on this earth | being in this world | surviving
slot kill-verb = kill | murder | shoot | hang | drown | poison | stab | electrocute | suffocate
  | strangle | gas | off | unalive | delete | destroy | asphyxiate | behead | choke | lynch | execute
  | neck | yeet | end | finish | kill off | gut | crucify | exterminate | terminate | euthanize | euthanise
slot kill-verb-ing = killing | murdering | shooting | hanging | drowning | poisoning | stabbing
  | electrocuting | suffocating | strangling | gassing | offing | unaliving | deleting
  | destroying | asphyxiating | choking | ending
slot high = [of] [a | an | the | this | that | my] [high | tall | highest | tallest | nearest | multi | parking] (bridge | building | roof | rooftop | cliff
  | balcony | ledge | window | overpass | flyover | tower | flat | block | floor | storey | story
  | house | mountain | garage | car park | viaduct | dam | hdb | edge | something high | somewhere high)
slot vehicle = [a | an | the | this | that] [moving | oncoming | passing | speeding | next | first | fast] (train | bus | truck | lorry | car | tube | metro
  | mrt | traffic | matatu | trailer | tracks | railway | rails)
slot poison = cow dip | sheep dip | poison | rat poison | bleach | pesticide | pesticides | insecticide | herbicide
  | weedkiller | weed killer | paraquat | gramoxone | sniper | ddvp | dichlorvos | otapiapia
  | acid | battery acid | jik | harpic | antifreeze | cyanide | arsenic | celphos | sulphos
  | organophosphate | organophosphates | kerosene | rodenticide | rat killer | cattle dip
  | drain cleaner | detergent | termite killer | methanol | sodium nitrite | ant killer
  | ratex | doom | furadan | malathion | roundup | round up | lannate | diazinon | chlorpyrifos | mortein | baygon | dettol | izal | savlon | white spirit | turpentine | chemicals | fungicide | endosulfan | monocrotophos | phenyl | phenol | toilet cleaner
slot meds = nurofen | calpol | co codamol | cocodamol | solpadeine | anadin | panado | brufen | diclofenac | voltaren | antihistamines | anti depressants | mirtazapine | olanzapine | risperidone | haloperidol
  | carbamazepine | epilim | valproate | warfarin | digoxin | beta blockers | amlodipine | nifedipine | coartem | quinine | hydroxychloroquine | arvs
  | pills | tablets | tabs | meds | medication | medications | medicine | medicines
  | sleeping (pills | tablets | pill) | paracetamol | panadol | panadols | tylenol | ibuprofen | aspirin | insulin
  | xanax | valium | oxy | fentanyl | morphine | antidepressants | painkillers | pain killers
  | capsules | drugs | chloroquine | amitriptyline | diazepam | antipsychotics | advil | benzos
  | codeine | tramadol | fluoxetine | prozac | sertraline | zoloft | lithium | seroquel | quetiapine | benadryl | ambien | klonopin | clonazepam | lorazepam | trazodone | zopiclone
  | citalopram | escitalopram | lexapro | effexor | adderall | ritalin | phenobarbital | propranolol | metformin | nyquil | melatonin | opioids | opiates | pain (pills | meds | tablets) | heart (pills | tablets)
slot weapon = gun | pistol | rifle | shotgun | revolver | handgun | glock | firearm
slot blade = knife | blade | blades | razor | razors | razor blade | razor blades | box cutter | scalpel
slot rope = rope | noose | ligature
slot got = bought | have | got | found | ordered | stole | saved | hoarded | hoarding | hoard
  | collecting | collected | stockpiled | stockpiling | hid | hidden | gathered | purchased
  | buying | stashed | saving | borrowed | keep | kept | prepared | getting | buy | saved up
  | saving up | access to | holding | brought | packed
slot took = took | taken | taking | swallowed | swallowing | ate | drank | drunk | downed
  | popped | overdosed on | injected | consumed | drinking | had
slot enough = all [of] [my | the | her | his | these | those] | whole [bottle | box | packet | pack | strip] | the whole | entire | handful
  | handfuls | bottle | bottles | a box | packet | packets | too many | so many | many | lots | a lot
  | loads | ## | dozens | everything in | bunch | overdose | enough | fistful | box | boxes | strip | strips
  | twenty | thirty | forty | fifty | sixty | hundred
slot end-what = my [own | sad | sorry | miserable | pathetic | useless | stupid | fucking | worthless | shitty | whole | entire | god damn | dumb | little | damn | boring | painful] (life | existence | suffering | misery)
  | (the | this | all | all the | all this | my | this endless) [endless | unbearable | constant | terrible] (pain | suffering | misery | agony | hurt | torment | nightmare | torture) [once | for | forever]
  | it all | everything | things for good | it for good | it once and for all | this life
  | it forever | this (miserable | shitty | fucking | pathetic | useless | meaningless) [fucking | damn] (life | existence)
slot selfkill = <kill-verb> [<adv>] <self> | end <end-what> | take my own life | take my life
  | take my own fucking life | commit suicide | commit self murder | commit self-murder | do suicide | kms | ctb
  | throw myself (off | in front | infront | under | into the (river | sea | lake) | over | out of | from | down)
  | hurl myself (off | in front | under | from) | fling myself (off | in front | under)
  | blow my [fucking] (brains | brain | head) out | blow [out] my brains
  | put a bullet (in | through | to) my (head | brain | skull | mouth | heart)
  | put a gun (to | in | against) my (head | mouth | temple) | pull the trigger on <self> | eat a bullet
  | slit my (wrists | wrist | throat | veins | own throat | own wrists) | slash my (wrists | wrist | throat | veins)
  | slice my (wrists | wrist | throat | veins) | cut my (wrists | wrist | throat | veins | neck | own throat) | open my veins
  | set myself on fire | set myself alight | burn myself (alive | to death) | starve myself to death
  | drink myself to death | bleed myself to death | end my own life | erase myself
  | remove myself from (this | the) (world | earth | planet) | jump to my death | bleed to death
  | put an end to (my life | it all | this life | my pain | my suffering | myself | my existence)
  | put myself (out of my misery | to sleep forever | down) | un alive <self> | unalive me
  | do myself in | off me | end me (forever | for good) | kill off myself | suicide myself | dispose of myself
  | make myself disappear forever | delete myself from
slot selfkilled = (killed | murdered | shot | hanged | hung | drowned | poisoned | stabbed | ended | offed | unalived | electrocuted | suffocated | strangled) <self>
  | ended my [own | miserable | whole] life | ended it all | taken my own life | taken my life | committed suicide | commited suicide
  | slit my (wrists | wrist | throat) | jumped off [of] <high> | jumped in front of <vehicle> | thrown myself (off | in front | under)
  | blown my (brains | head) out | pulled the trigger | put an end to (my life | it all)
slot selfkill-ing = <kill-verb-ing> [<adv>] <self> | doing myself in | ending <end-what> | taking my own life
  | taking my life | committing suicide | slitting my (wrists | wrist | throat) | cutting my (wrists | throat)
  | throwing myself (off | in front | infront | under | from) | blowing my (brains | head) out | hanging <self>
  | putting an end to (my life | it all | this life | my pain) | jumping to my death | commiting suicide
  | setting myself on fire | putting a bullet in my (head | brain)
slot method-weak = (drive | driving | crash | crashing | ride | riding | steer) [my | the | this | a] (car | bike | van | truck | motorbike | motorcycle | lorry | matatu | it) [straight | right] (off | into) (a | the | my | an | oncoming) | jump off | jump from | jumping off | jumping from | leap off | leap from
  | jump in front of <vehicle> | jumping in front of <vehicle> | jump infront of <vehicle>
  | driving [my car] (off | into) a | (drive | driving) [my car] off the (road | bridge | cliff) | (step | stepping | steping | jump | jumping | walk | walking | fall | go) (in front of [the | a] (# | platform | express | fast one | next one) | off [the] platform | onto the (line | rails | track | tracks)) | (step | stepping | steping) in front of <vehicle> | walk into traffic | walk in front of <vehicle> | run into traffic
  | lie (down | on) .. (tracks | rails | railway) | jump out (the | of the | a | of a | my) window
  | jump (into | in) [to] the (river | sea | lake | well | ocean | lagoon) | overdose | overdosing | take an overdose
  | drink [some | the | a bottle of | all the] <poison> | drinking [some | the] <poison> | swallow <poison> | take <poison> | bleed out
  | crash my (car | bike) | drive [my car] (off | into) a | get hit by <vehicle> | gas <self> | burn <self>
  | take all [of] [my | the | these | those] <meds> | take every <meds> | swallow all [of] [my | the | these | those] <meds>
  | take (a | the) (whole | entire) (bottle | box | packet | pack)
  | take enough <meds> | take (a lot of | a bunch of | lots of | too many | many | loads of | ## | a handful of | handfuls of) ..1 <meds> | over dose | od | swallow (a | the) (bottle | box | packet) of | (go | walk) in front of <vehicle>
  | od on | overdosing on | throw myself | hang | jump (off | from) <high> | inject
slot he = he | she | they | my (husband | boyfriend | dad | father | stepdad | step dad | stepfather | step father
  | mum | mom | mother | stepmother | stepmum | wife | girlfriend | partner | uncle | auntie | aunt | brother | stepbrother | cousin
  | ex | man | hubby | boss | neighbour | neighbor | in laws | inlaws | parents | family | brothers | son | grandfather | teacher | pastor | landlord | ex husband | ex boyfriend)
  | dad | daddy | father | mum | mom | mama | mummy | mother | papa | baba | stepdad | stepfather | stepmum | stepmom | stepmother | step mother | uncle | auntie | aunty | aunt
  | grandpa | granddad | grandad | grandfather | grandma | brother | sister | cousin | boyfriend | husband | hubby | wife | girlfriend | partner | stepbrother
  | (my | our | the) (manager | supervisor | colleague | coach | carer | priest | imam | grandad | granddad | grandpa | grandma | gran | papa | baba | daddy | mama | mummy | fiance | roommate | flatmate | stepbrother | husband | brothers | cousins | housemate | caretaker | guard | headmaster | principal | driver)
  | the (man | woman | boy | guy) next door | (our | the | a) neighbour
  | someone | somebody | a man | this man | that man | some man | the man | a guy | this guy | the guy | some guy | some guys | some men | men | these men | police
slot him = him | her | them | my (husband | boyfriend | dad | father | stepdad | mum | mom | mother | wife | girlfriend | partner | uncle
  | brother | sister | ex | boss | neighbour | neighbor | family | parents | in laws | teacher | pastor | landlord | roommate | flatmate
  | stepfather | stepdad | stepmother | stepmum | stepmom | step mother | step father | stepbrother | manager | supervisor | colleague | coach | cousin | aunt | auntie | grandfather | grandpa | grandad | grandma | papa | baba | mama | daddy | mummy | hubby | fiance | classmate | housemate | carer | son | daughter | ex husband | ex wife | ex boyfriend | ex girlfriend | brothers | tenant | headmaster | doctor | (mother | father | sister | brother) in law)
  | the (man | woman | guy | boy | girl | neighbour | neighbours | boss | teacher | landlord) [next door | who ..2]
  | someone | somebody | everyone | everybody | people | that man | this man | that woman | those people | these people
slot child = [my | our | the | his | her | this | a | their] [little | baby | small | younger | young | own | # year old | step] (child | children | kid | kids | baby | babies | twins | triplets | boys | girls | little ones | son | sons | daughter | daughters | newborn
  | toddler | infant | stepdaughter | stepson | grandchild | granddaughter | grandson | niece | nephew | boy | girl)
  | my (little | younger | baby | small | kid) (brother | sister)
slot other-person = he | she | they | (friend | brother | sister | bro | sis | mate | cousin | dad | mom | mum | uncle | boyfriend | girlfriend | roommate | son | daughter) | parents | both my parents | my [best | good | close | old | dear | little | big | older | younger | female | male | poor] (friend | friends | mate | brother | sister | mum | mom | mother | dad | father | son | daughter | cousin
  | husband | wife | boyfriend | girlfriend | partner | ex | uncle | aunt | nephew | niece | roommate | flatmate | neighbour
  | neighbor | colleague | classmate | student | child | bestie | bro | sis | bff | grandma | grandpa | kid | teacher | coworker | pal)
  | a friend | someone | somebody | this (girl | guy | boy | person | man | woman) | a (girl | guy | boy) i know | friend of mine | her | him | one of my friends
  | someone i (know | love) | a (mate | colleague | classmate) [of mine]
slot themself = himself | herself | themselves | themself | him self | her self | hisself | themselfs
slot loved = everyone | everybody | my (family | kids | children | parents | mum | mom | mother | dad | father | husband | wife | friends | son | daughter | partner | boyfriend | girlfriend | brother | sister | baby)
  | the world | this world | people | they | others | you | you all | yall | you guys | all of you | them | he | she | the people i love | those i love | those around me | everyone around me | everyone i (know | love) | the earth | society | the planet

# --- Idioms: they veto their own words and nothing else ----------------------------
idiom dying-to
  - (dying | die) (to | for) (see | know | meet | eat | try | hear | go | get | have | watch | tell | find | visit | play | drink | pee | ask | read | come | do | be with | a | some | the | an | that | more | u | you | it | this | chocolate | coffee | food)
  - (dying | died | die) (of | from | laughing | with) [<adv>] (laughing | laughter | boredom | hunger | thirst | heat | cold | curiosity | embarrassment | shame | happiness | cuteness | laugh | shock | excitement | stress | work | studying | homework | sleepiness | lack of sleep | jealousy | cringe)
  - to die for [!(me | my | him | her)]
  - die hard | die hards | never say die | die down | died down | dying down | diehard | die off | old habits die | do or die | or die trying | die cast | the die is cast | die out
  - (battery | phone | handphone | hp | laptop | fone | cell | car | computer | pc | mobile | internet | wifi | charger | flower | plant | plants | fish | engine | line | torch | ipod | mic | pokemon | character) .. (dying | died | dead | die | going to die | dies)
  - dying (battery | phone | breed | art | plant)
  - (hero | villain | character | actor | guy | girl | dog | hamster | cat) .. die in (the | that) (movie | film | show | end | book | game)
idiom impatient
  - impatient | impatience | impatiently
idiom dead
  - like death (warmed up | on legs) | death (metal | star | note | row | eaters | stare | valley | grip | by chocolate)
  - forever #
  - dead (tired | beat | line | lines | end | ends | sure | serious | right | wrong | slow | on time | on | easy | meat | sea | or alive | weight | boring | quiet | drunk | broke | cute | pool | bolt | last | keen | set | lucky | good | cheap | funny | simple | straight | space | fish | wood | man walking | poets | batteries | battery | phone | silence | zone | body | skin | cells | bored | worried)
  - (drop | over my | left for | play | played | stone | brain | half | nearly | almost | walking) dead
  - i am dead (😂 | 🤣 | 💀 | lol | lmao | haha | hahaha | ☠ | bro | laughing | omg)
  - (💀 | 😂 | 🤣) i am dead
  - dead if [i | we | you]
  - (walking | grateful | evil | red) dead
idiom kill-time
  - kill* (time | the time | some time | the mood | the vibe | two birds | boredom | the buzz | bugs | the lights | the engine | a few hours | an hour | mosquitoes | mosquito | cockroach | cockroaches | rats | mice | ants | germs | bacteria | it [on the | at]| the boss | weeds | the music | process | the noise | zombies | him in the game | enemies | stealer | bill | switch | joy)
  - (feet | foot | legs | leg | back | head | shoes | stomach | tummy | throat | heat | weather | suspense | curiosity | traffic | neck | eyes | knee | knees | tooth | teeth | arm | arms | cramps | cramp | hangover | exam | exams | work | homework | assignment | assignments | school | job | boredom | workout | gym | flu | cough | cold | smell | headache | hunger | wait | waiting | lecture | shoulder | hips | commute | deadlines | dress | heels | period | jokes | humour | bus) .. (kill | killing | kills | killed) [me]
  - you (kill | are killing | killed) me
  - (kill | killing | kills) me (with | softly | laughing | lol | haha | hahaha | 😂 | 🤣)
  - (mum | mom | mother | dad | father | mummy | mama | parents | boss | teacher | wife | coach | wifey | maam | madam | sir) !(.. (says | said | swore | swears | threatens | threatened | promised | promises)) .. [going to | will | would | wants to | want to | sure] (kill | murder | slaughter | skin | strangle | butcher | behead | hang) (me | you | us) !(.. (knife | gun | help | shame | shaming | shamed | honour | honor | dishonour | dishonor | scared | afraid))
  - (will | would | going to | sure) kill (me | you) (if | when | for | la | lah | lor | man | haha | lol)
  - killer (whale | app | instinct | heels | looks | bee | queen)
  - (dressed | make a | made a | making a | in for the | moved in for the | over) kill | killjoy | kill joy | buzz kill | roadkill | skill | painkiller | pain killer
  - if looks could kill
  - curiosity killed [the]
  - would not kill you [to]
  - kill or be killed
idiom distance
  - # kms | # .. kms (away | per | hour | from | to | more | run | left)
  - (few | many | some | how many | several | hundred | thousand | couple of | over | per | ten | twenty) kms | kms (per | away | from | an hour | on the clock | to go) | to kms (away | from | run | walk | drive | per)
idiom suicide-things
  - (suicide | self harm) (prevention | awareness) (walk | walks | run | march | day | week | month | course | training | workshop | talk | talks | event | fundraiser | charity | concert | poster | assembly)
  - self harm (training | course | workshop | talk | policy | assembly | lesson | module) | (cause | causes | rate | rates | history | sociology | psychology | theory | theories | theme | depiction | portrayal) of suicide
  - (poem | poems | play | novel | chapter | lesson | training | podcast | exam | question | class | sociology | durkheim | hamlet | course | module | text) ..4 (suicide | self harm)
  - suicide (squad | bomb | bomber | bombers | bombing | attack | attacks | door | doors | mission | missions | awareness | girls | run | runs | rates | rate | statistics | pass | watch party)
  - (social | political | career | commercial | professional | financial | academic | economic | assisted) suicide
  - (talk | talks | lecture | essay | paper | module | topic | article | documentary | film | movie | book | news | assignment) .. (about | on) .. suicide
idiom shoot
  - shoot (me | us) (a | an | your | the | some) (message | text | msg | email | mail | sms | line | question | pic | details | call) | shoot (a | the) (film | video | movie | photo | photos | breeze | hoops | ball | goal | scene) | shoot me (later | when | an) | photo shoot | shooting star | shooting stars
  - just shoot me [now] (😂 | lol | haha | 🤣)
idiom hang
  - hang (out | around | on | up | loose | in there | tight | over | with | ten | the washing | the clothes | the picture | back) | hanging (out | around | on | up | with | by a thread | clothes | gardens)
  - get the hang | phone hang | comp hang | computer hang | com hang
idiom jump
  - jump in !(front | the (river | lake | sea | well)) | jump (on !(the (tracks | rails)) | to conclusions | start | rope | queue | the queue | for joy | ship | the gun | scare | cut | up and down | into the shower | on the bandwagon | in the pool | into the pool | in the car | into bed | into the bath | street | through hoops | at the chance | the line)
  - (bungee | bungy | parachute | sky | ski | long | high | triple | base) (jump | jumping)
idiom cut
  - cut (class | classes | my hair | hair | the cake | the crap | costs | down on | corners | to the chase | it out | it short | off | in line | grass | the grass | nails | my nails | my fringe | my bangs | myself off | myself some slack | myself a slice) | (short | hair | paper | price | pay | power | clear) (cut | cuts)
  - cut myself (shaving | cooking | chopping | while | when | by accident | accidentally | on (a | the | some) (paper | glass | tin | can | bottle | page | wire) | with (paper | a can | a tin) | slicing | some | peeling | opening | loose)
  - (accidentally | accidently | by mistake) .. (cut | burn | burned | burnt | hurt | stab | stabbed) <self>
  - (burn | burned | burnt | hurt | cut) <self> (cooking | ironing | on the (stove | oven | iron | pan) | playing | running | at (work | gym | the gym | football | training | practice) | in the gym | falling | exercising | jogging | dancing | with hot | making | shaving)
  - (do not | careful not to | try not to | without) .. (cut | hurt | burn | kill | injure | strain) yourself
  - (do not | careful | try not to | later | will | else) .. (kill | cut | hurt | burn | beat | injure | pinch | kick | slap) yourself
idiom off
  - (took | take | taking | get | got | fell | turn* | switch* | shut* | put* | keep | ran | drove | paid | pay | show* | kick* | pull* | knock* | tick* | rip* | wipe* | dry | dust* | let | lock* | cut | log* | sign* | warm* | finish*) off (my self | myself | me)
  - of me !(ending | hanging | doing | lying | dead | dying | killing | in a coffin) | off me !(forever)
idiom end
  - (the | this | that) end !(for me | of me | of (my | the) (rope | tether | life | line | road) | of everything | of it all | is near) | (a | an | week | front | back | opposite | other | dead | far) end | end of !(my | me | the (road | line) | everything | it all) | end (up | in | at | on | by | with | soon | early | late | class | my lesson | lesson | work | school | at # | liao)
  - never ending | end my (lesson | class | lecture | work | shift | exam | exams | paper | contract | subscription | day | essay | speech | letter | call | break | holiday | journey)
  - end (it | things) with (him | her | my (boyfriend | girlfriend | ex))
  - (end | ending) it (there | here | on a | with a | at #)
idiom beat
  - beat (me | you | him | us) (at !(home | night | work) | in (the | a | this | that | our) (game | games | race | match | final | quiz | test | exam | vote | poll | tournament) | to it | to the (punch | door | line) | by (# | a (point | goal | mile)) | up in (the game | chess))
  - ^ beats me $ | (it | that | this) beats me | beats me (why | how | what | if | at (chess | tennis | pool | fifa | cards | it))
  - hit me (up | back | when (you | u) | with (your | the | a | it | them | some) !(.. (belt | stick | bottle | chair | cable | pipe | pan | rod | fist | hammer | broom | iron | shoe | whip | cane)) | on (my | the | whatsapp | facebook))
idiom die-figures
  - die die [must] | sure die | die (liao | la | lah | lor | loh | man | sia | leh | alr) | (i | we | u | sure | wah | confirm | really | then | so | ^) die already
  - (i | we | u | you | wah | siao) (will | going to | sure | confirm | really) die (la | lah | lor | liao | man | sia | if | for (my | the) (exam | test | paper) | of | from | without | one)
  - (would | could | can) die happy
  - (die | dying | died) inside when
  - (cross my heart and) hope to die | live and let die | (till | until) [the day] (i | we | death | you) (die | do us)
  - (before | until | till) (i | we | you) die | (when | after | if) (we | you) die
  - (before | until | till) i am dead
  - i (almost | nearly | practically | literally | totally) died | died laughing | i died (😂 | 🤣 | 💀 | lol | haha)
  - (i | you | we | everyone | everybody | all) (all | are going to | going to | will | must) die (someday | one day | eventually | some day | anyway | too)
  - (my | in the) (game | character | avatar | player) .. (die | dies | died | dead | killed)
idiom games
  - (game | games | gaming | boss | level | lobby | match | round | server | raid | respawn | spawn | minecraft | fortnite | cod | dota | lol | league | elden ring | dark souls | ranked | lag | enemy | creeper | teammate | teammates | healer | mmr) ..5 (kill | killed | killing | die | died | dying | dead | death) [me | myself | again]
idiom knot
  - tied the knot !(to | and tested | so | tight | on (the | a) (beam | branch | tree | door | ceiling | bannister | banister | fan)) | tying the knot (with | in | on | next | this | soon) | (to | finally) tie the knot (with | in | on | next | this | soon | together) | learn the ropes | show me the ropes | know the ropes | show you the ropes | jump rope | skipping rope | on the ropes
idiom gone-away
  - (when | while) i am (gone | away) ..2 (back (on | in | by | at) | for (the | a | #) (week | weekend | days | day | month | holiday) | on (holiday | leave | vacation) | until | till)
  - (water | feed | plants | plant | post | mail | parcel | parcels | bins | fish) ..3 (when | while) i am gone
idiom not-missed
  - (no one | nobody | noone) (will | would) (miss | notice) (me | us) if (i | we) (skip | skipped | leave early | left early | go home | am late | come late | came late | miss | sneak | slip)
idiom lyric
  - die in (your | my | her | his) arms | song .. (die | dying | suicide | death)
  - can (finally | now) sleep (forever | for (ever | days | weeks | a week))
idiom hate-when
  - (hate | hates) my life (when | every time | after) | (life | everything) sucks without (wifi | internet | data | coffee | chocolate | netflix | power | electricity)
  - no hope of (parking | getting a (seat | table | taxi | lift) | finding a (seat | parking | space) | winning)
idiom sleep-after
  - could sleep (forever | for (ever | days | a week | weeks)) after
  - lost the will to (finish | do | cook | work | study | clean | argue | revise | shop | queue) | no fight left in (this | the | that | them | him)
idiom funeral
  - funeral (plan | cover | policy | insurance | club | payment | payments)
idiom last
  - (my | the) last (day | night | week) (at | in | of | here at | on) (work | school | class | uni | college | the job | office | exam | exams | term | camp | holiday | job | army | semester)
  - (see you | c you | meet you | catch you | talk to you) .. on the other side [of the (road | street | station | mall)]
idiom voices-ordinary
  - voice (mail | message | call | note | recognition | acting | over) | voicemail
idiom overdose-figures
  - overdose* (of | on) (cute | cuteness | sugar | chocolate | caffeine | coffee | love | happiness | durian | food | vitamin | vitamins | tv | drama | kdrama | chilli | music)
idiom joy-gone
  - (life | mind | heart | eyes | world | day) [is | are] (empty | meaningless | nothing) without (love | friends | wisdom | dreams | music | laughter | god | faith)
  - (do not | you do not) want to (live | be) (in | at | with | near | far | there | alone | on campus | here la)
  - to live (in | at | with | near) (a | an | the | my | hostel | london | singapore | #)
  - live (in | at | with | near) (hostel | hall | dorm | campus)
idiom quoted-help
  - (helpline | hotline | lifeline | samaritans | charity | workshop | training | leaflet) .. (suicide | self harm)
  - (suicide | self harm) (is | was) (a | the) (topic | subject | theme)
  - hot chocolate .. die for | murder mystery | bloody mary | deadline

idiom locked-out
  - locked me out of (my | the) [own] (email | mail | account | accounts | phone | laptop | app | facebook | whatsapp | wifi | computer | bank | system | office)
idiom kitchen
  - (knife | knives | blade | axe | panga | hammer) ..2 (for | to cut | to chop | to slice) [the | a | some | my] (fish | meat | cake | chicken | goat | turkey | bread | vegetables | onions | onion | grass | wood | firewood | maize | ham | roast | potatoes | salad | sukuma)
idiom nothing-left
  - nothing left to (eat | drink | wear | watch | read | cook | see | buy | study | do [here | at (work | school)])
  - no hope for (our | the | this | their) (team | side | club | squad | match | game | season | economy)
  - tired of (everything (being | at (work | school)) | life in (the | this | that | a) (city | town | village | hostel | capital | country))
  - worthless (coins | coin | money | paper | papers | junk | degree | car | phone | notes | currency | shares)
  - feel* nothing in my (toe | toes | foot | feet | hand | hands | finger | fingers | gum | gums | mouth | leg | legs | arm | knee | jaw)
idiom wake-late
  - not wake up (before | late | until | till | early | in time | on time | for (work | school | class | church)) | not wake up at #
idiom given-up-food
  - (stopped | stop | quit | given up | gave up) (eating | taking | drinking) (sugar | meat | bread | coffee | tea | milk | alcohol | soda | beer | salt | carbs | chocolate | rice | junk food | beef | pork | fish | eggs) on purpose
idiom last-text
  - last (text | message | msg | call) ..3 (battery | credit | airtime | bundle | data | charge | bundles)
  - look for me (at | in | on | by | near | outside | under) (the | my | a)
  - loved (their | his | your | her | the) (drawing | drawings | card | cards | cake | song | gift | present | food | show | play | dance | picture | pictures | photo | photos | video)
idiom not-fail
  - next time .. not fail (my | the | this | that | maths | math | english | physics | chemistry | biology | exam | exams | test | driving | course | science)
idiom way-to-go
  - way to go (to | from | home | there | back | down | up)
idiom taught
  - (school | class | nurse | teacher | lecture | assembly | workshop | seminar | church) ..3 (spoke | talked | learned | learnt | taught | teaching) ..2 about (suicide | self harm) [prevention | awareness]

# --- Context ------------------------------------------------------------------------
# What lowers a hit to "ask".  Never to nothing.
context negated before
  - not [<adv>] [<adv>] [want to | going to | trying to | planning to | wanting to | gonna | saying i | feel like | feeling like | thinking of | thinking about | mean to | intend to]
  - (never | would never | will never | not ever | no longer | far from) [<adv>] [want to | going to | wanted to | thought of | thought about | think of | think about | try to | tried to | felt like | had]
  - (not | no) [<adv>] [have | had | having | got | make | made] [a | any | one | no] (thoughts of | plans to | intention of | intention to | desire to | plan to | wish to | urge to | plans of)
  - no [<adv>] i (do not | am not) ..2
  - glad i did not | did not ..1
context negated inside
  - (do not | does not | did not | never | would not | will not | not going to | no longer | am not) [<adv>] [<adv>] [ever] (want | wanna | wish | going | kill | hurt | cut | end | die | feel | think | trying | plan | planning | intend | thinking | take | need)
  - <i-be> not [<adv>] [<adv>] (suicidal | going to | planning | dying)
context past before
  - used to [<adv>] [think about | want to | feel like | have | be | feel | get | think of] [<adv>] [<adv>]
  - [i] was [<adv>] [<adv>] (once | before | then)
  - (when i was | back when | years ago | a long time ago | last year | back then | as a (child | kid | teen | teenager) | in the past | back in (high school | school | college)) ..8
  - (had | have) [<adv>] (wanted | thought about | tried) [<adv>] [to] ..1 (before | in the past)
context past inside
  - (used to | years ago | when i was | in the past)
context past after
  - ..6 (back in | years ago | when i was (a | #) | back then | in the past | as a (kid | child | teen | teenager) | last year | a (long time | while) ago | months ago | in (high school | middle school | college)) !(and | but | now | again | still)
context third before
  - (he | she | they | who | people | someone | somebody | everyone | anyone | you | friend | friends | sister | brother | son | daughter | mother | father | mum | mom | dad | wife | husband | cousin | patients | students | girl | guy | person | man | woman | kids | others) [<adv>] [<adv>] [who | that | is | are | was | were | has | have | had | do | does | did | said | says | thinks | think | wants | wanted | not | just] [<adv>] [to | been]
  - (do | did | would | will | are | have | should | could) you [<adv>] [<adv>] [ever | even] [not | feel like | feel | thought about | thought of | thinking about | thinking of | want to | going to | wish to | be | considered | had | have]
  - (book | movie | film | song | story | article | documentary | lyrics | news) .. (about | where | called | of) ..2
context third before
  - (lost | losing) ..3 to | died (by | of | from) | (threatening | threatened | threatens) [to (do | commit)] | (his | her | their | your) | (he | she | they) .. (commits | committed)
  - ..3 (funeral | memorial | anniversary) .. (after | of)
context joking near
  - lol | lolz | haha* | hehe* | lmao* | lmfao | rofl | hihi | jk | j/k | just kidding | kidding | joking | just joking | xd | 😂 | 🤣 | 😆 | 😅 | 😹 | 😜 | 😝 | :p | figuratively | not literally

# --- A: danger now ---------------------------------------------------------------------
rule kill-self-now A "Says that they will end their life, and when."
  - (<selfkill> | <selfkill-ing>) ..3 <now>
  - <now> ..5 <will-do> [<adv>] [<adv>] <selfkill>
  - <now> ..4 i .. (<selfkill> | <selfkill-ing>)
  - about to [<adv>] [go] [and] (<selfkill> | <method-weak> | die | do it now)
  - <will-do> [<adv>] <die> ..1 (tonight | right now | today)
  - <will-do> ..1 <method-weak> ..4 (tonight | right now | now)
  - (tonight | today) is (my last (night (alive | on earth) | night $ | day (alive | on earth | in this world)) | the day i (die | end | kill)  | the end [of me | for me | of my life] | when i (die | end it))
  - tonight i (die | end it | end everything | am going to end it | am done | go) $
  - i am ending (it | it all | everything | things | my life) ..1 <now>
  - (end | ending) it ..2 <now>
  - (do | doing) it (right now | tonight) ..4 (goodbye | bye | die | pills | rope | end)
  - (goodbye | bye | farewell) ..5 (kill | end | ending | jump | jumping | hang | pills)
  - (in | within) [the] [next] (# | an | a | one | few) [more] (minutes | minute | hour | hours) i (will | am going to) [<adv>] (be dead | be gone | not be (here | alive) | no longer be)
  - [next] (hour | minutes) i will not be (here | alive)
rule attempt-now A "Says that an attempt is under way or has just been made."
  - i .. <took> ..4 <enough> ..4 <meds>
  - <took> ..2 <enough> [of] [my | the | these | those | sleeping | her | his] ..1 <meds>
  - i .. <took> [<adv>] [some | the | a | that | this] [bottle of | glass of | cup of] <poison>
  - i [have] [<adv>] (mixed | put | added | poured) ..1 <poison> ..3 (tea | drink | food | juice | coke | soda | water | alcohol | glass | cup)
  - i [<adv>] [have] [<adv>] (overdosed | took an overdose | taken an overdose) !(.. (years | months | when i was | last year | before))
  - i [<adv>] [have] [<adv>] (slit | cut | slashed | opened) my (wrists | wrist | throat | veins | arm | arms | neck) ..4 (<now> | bleeding | blood | deep | help | it will not stop | everywhere)
  - (am | i am | keep | still) bleeding (out | a lot | badly | heavily | to death | everywhere | so much | and)
  - i am [<adv>] bleeding !(from my (nose | gums)) [<adv>] (and | now | help | please | out | a lot | everywhere | it)
  - (can not | will not | does not) [make it] stop [the] bleeding | bleeding (will not | does not | is not | can not) stop*
  - i [<adv>] [have] [<adv>] (drank | drunk | swallowed | taken | took) .. <poison>
  - (<rope> | belt | cord | wire | bedsheet | scarf) ..2 (around | round | on) my neck
  - (gun | pistol | rifle | barrel | knife | blade | razor) ..3 (to | at | against | in | on | near) my (head | mouth | throat | wrist | wrists | neck | temple | chest | heart | hand | hands | arm | lap | skin | veins)
  - (aim | aiming | aimed | point | pointing | pointed | put | putting | hold | holding | held | press | pressed) (it | a gun | the gun | gun | my gun | a knife | the knife) ..2 (to | at | in | against | on) my (head | mouth | temple | chest | throat | neck | heart | wrist)
  - i [<adv>] (loaded | am loading) [the | my | a] (gun | rifle | pistol | shotgun)
  - (losing | lost) [<adv>] (a lot of | so much | too much | lots of) blood
  - i [<adv>] [am] (standing | sitting | stood | sat) .. (on | at) .. (ledge | bridge | roof | rooftop | edge | cliff | tracks | balcony | railing | overpass)
  - i am (on | at) the [edge of the] (ledge | roof | rooftop | bridge | cliff | tracks | railing) ..5 (jump | die | end | ready | goodbye | do it)
  - (i have | i already | i just) [<adv>] (taken | took | swallowed) (them all | all of them | everything)
  - (pills | tablets) ..2 (are | is) (kicking in | working | starting to work) | i can feel (the pills | the tablets)
  - i (tried | attempted) to [<adv>] (<selfkill> | <method-weak> | die) ..3 (just now | today | tonight | last night | yesterday | this (morning | evening | afternoon | week) | an hour ago | earlier | again)
  - (last night | yesterday | today | this morning | tonight | just now) i (tried | attempted) to [<adv>] (<selfkill> | <method-weak>)
rule means-in-hand A "Has the means at hand."
  - <meds> ..2 (in | on | beside | next to | in front of) [my | me | the] (hand | hands | front of me | me | lap | table | palm)
  - i ..3 (<meds> | <weapon> | <blade> | <rope> | <poison>) ..3 (in my (hand | hands) | in front of me | next to me | beside me | ready | right here | with me now | laid out | loaded)
  - (holding | got | have | staring at | looking at | stare at) .. (<blade> | <weapon> | <rope> | <poison>) ..5 (kill | cut | die | myself | end | wrist | wrists | throat | use it)
  - (<rope> | noose) ..3 (is tied | is ready | is hanging | tied | is up | is set | set up | hanging)
  - gun ..2 (is loaded | loaded) | loaded gun | loaded .. <weapon>
  - i .. <weapon> ..6 on <self>
  - (holding | staring at | looking at | counting) ..1 [a | the | this | my | all | these | bottle of | handful of] ..2 (pills | tablets) !(for)
rule danger-other-now A "Is being attacked, or says that somebody near them has a weapon."
  flags by-other
  - <he> ..2 (has | have | got | with | holding | carrying | is holding | pulled | pulling | grabbed) [<adv>] [got] (a | the | his | her) (knife | gun | machete | panga | cutlass | weapon | pistol | axe | hammer | iron rod | rifle)
  - <he> ..2 (outside | here | at my door | in the house | downstairs | at the door) ..5 (gun | knife | machete | panga | cutlass | weapon | pistol | axe | hammer)
  - <he> (is | are) ..2 (going to | trying to | about to | coming to) (kill | murder | stab | shoot | strangle | rape) me
  - <he> (is | are) [<adv>] (beating | hitting | strangling | choking | raping | stabbing | attacking | punching | kicking | burning | shooting at) (me | us) !(up for | in (the | a) (game | match) | at)
  - (help | please help | hide me) ..6 <he> ..2 (kill | killing | hitting | beating | hurting | raping | attacking | rape | stab) me
  - (help me | save me) ..5 <he> (will | going to | wants to | is going to) (kill | hurt | rape | beat) me
  - (breaking | broke | break | kicking | smashing) (in | into my | down the | down my | the) (house | room | door | home | now) ..5 (help | scared | kill | knife | gun)
  - i am (being) (beaten | raped | attacked | strangled | stabbed | held | tortured | chased) [up]
  - i am (hiding | locked in | locked myself in) ..6 (he | she | they | him | from him | from her) !(game)
  - i (have been | was | have just been | got | just got) [<adv>] (stabbed | shot | raped | gang raped | strangled | kidnapped | trafficked) !(at | for | on (film | camera) | down | in (the | a) (film | movie | game))
  - (being | am | been) (kidnapped | abducted | held (hostage | captive | against my will))
rule danger-child-now A "A child is being hurt or is about to be."
  flags child no-third
  - <he> (is | are | will) ..2 (hurt | kill | beat | rape | harm | take) <child> !(to (school | the | a))
  - <he> (is | are) ..2 (beating | hitting | hurting | strangling | choking | raping | shaking | burning | touching | molesting | killing) <child> !(in (the | a) game)
  - <will-do> (kill | hurt | drown | strangle | smother | shake | poison | stab) <child> !(.. (lol | haha | feelings))
  - <child> ..3 (not breathing | stopped breathing | is unconscious | swallowed <poison> | drank <poison> | has taken <poison> | took <poison>)
  - (shook | hit | hurt | shaking | dropped | smothering) (the | my) baby [too hard | and | because]

# --- B: danger -------------------------------------------------------------------------
rule kill-self B "Speaks of ending their own life."
  - <selfkill> | <selfkill-ing>
  - <selfkilled>
  - <want> [<adv>] to [<adv>] <method-weak>
  - (easy | easier | simple | tempting) to [<adv>] (<selfkill> | <method-weak> | die | end it | disappear forever)
  - why (should not | do not | not | did not) [i] [<adv>] (<selfkill> | end it | end this | do it)
  - death wish
  - <will-do> [<adv>] <method-weak>
  - <feeling-like> [<adv>] (<method-weak> | suicide | overdose | self harm | ending it)
  - (kill | end) me [<adv>] (please | now | already | already please) $
  - (please | someone | somebody | god | lord | just) [<adv>] (kill | shoot) me
  - (wish | hope | want | pray | wishing | praying | need) ..3 (someone | somebody | something | god | anyone | a (car | truck | bus) | you) [<adv>] [would | will | could | to] [<adv>] (kill | shoot | murder | take | hit | end | kills | shoots | murders | takes | hits | ends | stabs | runs over) me
  - (i | me) ..2 (own hand | own hands) ..3 (die | death | life)
rule held-back B "Says what holds them back from ending their life."
  flags no-negated
  - do not want to [<adv>] die but ..4 (no (choice | option | way) | do not want to (live | suffer | be here | keep | go on) | can not (live | go on | keep) | wish i (did not | was not | were not | could not) | see no | forced to)
  - (trying | try | tried | struggling | fighting | hard | learn | promise* | promising) [<adv>] [for me] (not to | to not) [<adv>] (<selfkill> | <die> | <method-weak> | cut myself | hurt myself)
  - (reason | reasons | why | thing | how) ..3 i (have | did) not [<adv>] [<adv>] (<selfkilled> | <selfkill> | done it | killed | died | jumped | hung)
  - i (have | did) not [<adv>] (<selfkilled> | <selfkill>) [<adv>] (yet | because | is | so far | just yet | only because | but)
  - (stop | keep | keeping | stopping | kept | prevent | stopped | talk | talking | talked) (myself | me) [from | out of] (<selfkill-ing> | doing it | jumping | ending it | overdosing | cutting)
  - every day [that] i do not <selfkill>
  - can not even <selfkill> | (fail* | failed) to <selfkill> | (failed at | fail at) (killing myself | suicide | dying)
  - (can not | could not | not able to) bring myself to [<adv>] (<selfkill> | die | do it | end it | jump)
  - (too) [<adv>] [much] [of] [a] (scared | afraid | chicken | cowardly | coward | weak | much of a coward | frightened | pussy) to [<adv>] [go through with | even] (<selfkill> | <method-weak> | die | do it | end it | it)
  - (courage | guts | balls | strength | bravery | nerve | brave enough | strong enough) to [<adv>] (<selfkill> | <method-weak> | die | do it | end it | go through with | jump | pull the trigger)
rule kill-self-loose B "Speaks of ending it, which may also be about something smaller."
  flags loose
  - (or | maybe | just | probably | either) [<adv>] (jumping | jump | walking | stepping) in front of <vehicle> !(to (stop | catch))
  - (fantasising | fantasizing | fantasise | fantasize | daydreaming | obsessing) [<adv>] about (jumping | hanging | bleeding out | going under a) | better off [<adv>] ending it
  - (tonight | today) is the night !(for | of | we | to (party | dance | celebrate | go | be | shine | rock) | before | shift | that (we | you | he | she)) ..1 $
  - (i (will | am going to)) [<adv>] (do | doing) it ..1 <now> ..6 (decided | mind is made up | made my mind up | no going back | no one can stop | nobody can stop | final)
  - (decided | mind is made up | no going back) ..3 (do | doing) it ..1 <now>
  - (<now> | tomorrow | tomorrow night) [night] i (do it | end it | am doing it | go) $
  - <will-do> [<adv>] end (it | this | things) [now | already] (<now> | !(with | up | early | there | here) $ | all | forever | once)
  - <feeling-like> [<adv>] ending (it | this | things)
  - (feel like | feeling like | felt like | feels like) [<adv>] [i am] [<adv>] (dying | die) !(for)
  - i am [<adv>] ending (it | this | things) !(with | here | there)
  - i am [<adv>] going to do it (tonight | now | this time | <soon> | $)
  - (going to | want to | about to | ready to | i will | i might) [<adv>] jump $
  - (tell) (my ..1 | him | her | them | everyone) [that] i [<adv>] (loved) (him | her | them | everyone)
  - (tell) the (kids | girls | boys | children | twins | family) [that] i [<adv>] loved them
  - (do not | you can not | no one can | nobody can) [try to | even try to] stop me [now | anymore] | too late to (save | stop | help) me
  - (i have | i got | i have got) (the | all the | all my | so many | loads of | enough | a bottle of | lots of) (pills | tablets | sleeping pills) !(u | you | for (you | him | her | my))
  - (want | wish | need) to [<adv>] be gone !(by | before | for) | this is it for me | (hide | take) (the | my | all the) (knives | pills | razors | blades | rope | gun | tablets) (from me | away from me)
  - (given | giving | gave | give) myself (until | till | # (days | weeks | months) | a (week | month | year)) !(to (finish | learn | study | get | complete | lose))
  - it will [<adv>] [all] be over soon | soon it will [all] be over
  - (can i | could i | may i | let me | should i | i should | i just) [<adv>] end (it | this)
  - (before | when | after | once | until) i (do it | did it | go through with it) !(i will (tell | call | text | msg | sms))
  - (almost | nearly) (killed | hanged | hung | shot) <self>
  - go (through with it | through with this) | going through with it | finish the job [before | tonight | this time]
  - (how | best way | easiest way | quickest way | fastest way | way | ways) to [<adv>] (end it | do it painlessly)
  - (game over | it is over | it is all over | the end) for me $
  - (last | my last | final) (chapter | goodbye) $
rule suicide-word B "Speaks of suicide about themselves."
  - i am [<adv>] [<adv>] suicidal | i (feel | felt) [<adv>] [<adv>] suicidal | (feeling | feel | been | getting | became | become | being) [<adv>] [<adv>] suicidal | suicidal (thoughts | thought | ideation | feelings | tendencies | urges | again | ideas)
  - suicide (note | letter | plan | plans | pact | method | methods | date | attempt | attempts | thoughts | kit | is the (only | best | answer | way) | is my (only | last) | seems | sounds | would)
  - (my | me | attempted | attempt | attempting | considering | consider | contemplating | contemplate | thoughts of | thinking of | thinking about | think about | thought about | want | plan | planning | for) [<adv>] suicide
  - (pro | painless) suicide | suicide is [<adv>] (an | the | my) [only | last | best] (option | way | solution | escape | answer | choice)
  - i (have) [<adv>] attempted (before | again | twice | once | many times | several times | (# | two | three | four | five | multiple) times) | i attempted [<adv>] (before | again | twice | once | several | many | # times) | (attempt | attempting | try) again [soon | tonight | tomorrow]  ..2 (pills | die | suicide | fail)
  - (my time (is | has) (come | coming | up | over | near | running out)) | (it is | it was | think it is | maybe it is) my time !(to (shine | cook | do | pay | work))
  - tried to (<selfkill> | <method-weak>) | tried <selfkill-ing> | i (attempted | tried) suicide | my (last | first | second | third | failed) attempt
  - suicide (is | seems | feels | looks) [<adv>] ..2 (way out | answer | option | solution | escape | tempting | right | good)
  - i (would | will | should) .. suicide
  - (i am | i feel | feeling) ..2 (danger | risk | threat) to myself
rule want-die B "Says that they want to die or to be dead."
  - (should | might as well | may as well) [<adv>] [<adv>] give up and die | why can not i [<adv>] die [already | too] $ | can i [<adv>] die (already | now | in peace | and (escape | be | get away))
  - (wishing | wish | wished) (i | you) (was | were) gone !(to | from | by | with) | (wishing | wish | wished) (i | you) (was not | were not) alive
  - <want> [<adv>] [<adv>] to [<adv>] [<adv>] <die>
  - (want | need | wish) [<adv>] <die>
  - i [have] [<adv>] wanted [<adv>] [<adv>] to [<adv>] <die> !(laughing | of | from)
  - <want> ..1 (death | to be with (my late | my dead) ..2)
  - better off (dead | not (alive | existing | here)) | (peace | relief | escape | rest | comfort | freedom | release | way out | answer) ..4 (in | through | is | of) (death | dying) !(row)
  - i (would | will) [<adv>] (be better off | rather be | rather) dead | rather (die | be dead | not be (alive | here) | not exist) !(than (eat | go | watch | wear | see | do))
  - (thoughts of | thinking of | thinking about | think about | thought about | think of | thoughts about | dream of | dream about | dreaming of | dreaming about | fantasize about | fantasizing about | fantasise about | fantasising about | fantasies of | fantasies about | daydream about | considering | contemplating | obsessed with | idea of | imagine | imagining) [<adv>] dying !(for)
  - <feeling-like> [<adv>] [<adv>] (death | being dead | not being (here | alive) | not existing | not living | my (own) death | my funeral) !(for)
  - (wish | hope | wishing | hoping | pray | praying | want) [that] [<adv>] i (was | were | am | could | would | will | had | get | got | just | can) ..2 (dead | die | died | killed | not here | not alive | unalive | buried | gone forever | never wake up | cancer | hit by | disappear forever)
  - (wish | hope | pray | praying) [that] [<adv>] i [<adv>] (die | died | never wake up | never woke up)
  - (wish | hope | wishing | hoping | pray | praying | want) ..6 (not | never) [<adv>] (wake | waking | woken | woke) up
  - (wish | hope) (death | god) would [<adv>] (take | come)
  - (fall asleep | go to sleep | sleep | close my eyes) ..3 (never | not | and never | forever) [<adv>] (wake up | waking up | woken | open them | wake)
  - <want> ..3 (sleep forever | sleep for ever | not wake | eternal sleep | go to sleep forever | sleep and never)
  - (ready | waiting | prepared | willing | asking | begging | time for me | my time | time) [for me] to [<adv>] <die> !(of | from | for)
  - (let | leave) me [<adv>] (die | to die) | why (can not | do not | did not | could not | am not | will not) i [<adv>] (die | dead | just die) | why am i (still) [<adv>] (alive | here | living | breathing)
  - (can not | could not) wait (to | until i) [<adv>] (die | be dead | am dead | am gone)
  - i [<adv>] (should | deserve to | ought to | need to | must) [<adv>] (die | be dead | not be alive | have died)
  - i [<adv>] (hope to | pray to | long to) (die | be dead)
  - i am [<adv>] [<adv>] (going to | about to) (die | be dead) !(of | from | for | laughing | if | without | la | lah)
  - (be | feel | feels | it is) like to (die | be dead) | like to be dead
  - (death | dying | being dead) [<adv>] (would | will | is | seems | sounds | feels | looks | must) [<adv>] [be | so | like] [<adv>] (better | easier | relief | nice | good | peaceful | only way | only option | only escape | only solution | a relief | such a relief | welcome | way out | an escape | comforting | tempting | the only (relief | way | escape | option | answer | solution | thing) | bliss | sweet | my only | a gift | the answer | freedom | preferable | the best)
  - (take me | come get me | take my life) [<adv>] (god | lord | death | away from this world | already)
  - (die | dead) (alone | tonight | soon | young | already | in peace | peacefully) !(of)
  - i [<adv>] (want | wish | need | wanted) out (of (life | this life | this world)) | want out of (life | this life | this world)
  - (see | picture | imagine | imagining | picturing | images of | image of | visions of | seeing) (myself | me | my body) [<adv>] (dead | dying | hanging | lifeless | bleeding | in a coffin | jumping | drowning | ending it)
  - my (corpse | lifeless body | dead body | own corpse)
  - (better | it is better | would be better | best) [that | if | for me to | to] [i] [<adv>] (die | died | was dead | were dead | be dead | am dead | not exist)
  - i better [just] die | i prefer death | let death (come | take) | may i (die | never wake) | god .. take (me | my life) [already | away | please]
  - should have (died | been me who died | killed <self>) | (wish it | should have) (was | had been | been) me (who | that | instead)
  - (wish | hope | ways to | how to | want to | hoping | wishing) ..3 (get | have | had | got | catch | gets) (cancer | a terminal (illness | disease) | terminal cancer | hit by <vehicle> | shot | murdered | run over)
  - (who | anyone | nobody | no one | everyone | people) ..3 (when | if | once) i (die | am dead | am gone) !(the)
  - (curse | cursed | regret | hate) the day i was born | why was i [even | ever] born | why did (god | you | my mother | my parents | mum | mom) (create | make | have | give birth to) me
  - (want | ready | going | coming | need) ..1 (to be with | to join | to see | to) my ..1 (mum | mom | mother | dad | father | son | daughter | wife | husband | brother | sister | baby | grandma | child | twin) who (died | passed | is dead | is gone) | (join | be with | see | meet | go to) my (late | dead) (mum | mom | mother | dad | father | son | daughter | wife | husband | brother | sister | baby | grandma | child)
  - (be with | join) my (mum | mom | mother | dad | father | son | daughter | wife | husband | brother | sister | baby | grandma | grandmother | child) in (heaven | the grave)
  - i will be dead [soon | by | before | tomorrow | tonight | anyway]
  - (see | find | get) me dead | found dead | when i am (dead | gone) | after i am (dead | gone) | once i am (dead | gone) | if i (was | were) [<adv>] (dead | gone)
  - (if i | i should | i could) [<adv>] (died | die | was dead | were dead | had died | killed myself) [<adv>] (would | no one | nobody | then | who | anyone | i | tomorrow | tonight | right now | today)
  - (accident | cancer | illness | disease | car crash | lightning | bullet) ..5 (kill me | take me | end me | so i (die | can die))
  - i [<adv>] (crave | envy | love | welcome | embrace | await | choose | chose | prefer) ..1 (death | dying | the dead)
rule not-live B "Says that they do not want to live, or to be here, any more."
  flags no-negated
  - should not be (allowed | able) to (exist | live | be alive | breathe | keep living) | (being alive | being born | living | me living) [<adv>] [this | so | that] [long] (was | is) [<adv>] a mistake
  - (do | can | could | will | would | did) not [<adv>] [<adv>] (want | wish | wanna | deserve | desire | care | need | plan | intend) [<adv>] to [<adv>] [<adv>] <live-strict> !(in | with | at | near | there | alone | on | off | to # | like that | next)
  - (do | did) not [<adv>] [<adv>] (want | wish) to [<adv>] (be here | be around | go on | wake up | keep going | carry on | continue | stay | keep on) (any | anymore | any more | any longer | again | with life | living | tomorrow | no more | with this life)
  - (do | did) not [<adv>] want [<adv>] to [<adv>] (wake up | be born | be alive)
  - (can not | could not | hard to | struggle to | struggling to) ..2 [to] want to [<adv>] (be alive | exist | live)
  - (do | does) not (see | have | find | feel) [<adv>] (a | any | the | much | one) (reason | point | purpose | meaning | will | need) ..1 (to | in | for | of) [<adv>] (<live> | <living> | going on | carrying on | continuing | keep trying | keep fighting | anything | trying)
  - no [<adv>] [longer | real | more] (reason | reasons | point | purpose | will | desire | motivation | use | need | meaning) [left] ..1 (to | in | for | of) [<adv>] (<live-strict> | <living> | be here | go on living | be alive | keep living | going on)
  - (not | find | any | give me | need | one) ..2 (reason | reasons | point) (to | in) [<adv>] [<adv>] (<live> | be here | staying alive | living | being alive)
  - (made | makes | make | gave | gives) [my | me] (life | living) [worth] (worth living | meaning | worth it) ..3 (gone | lost | dead | left | over | taken)
  - what is the (use | sense | purpose) (of | in) [<adv>] (<living> | going on)
  - what is the point (of | in) [<adv>] (<living> | going on | carrying on | staying) | (what is | is there) (the | a | any) point ..1 <living> | (no | not see any | what) purpose (of | in) my (life | existence) | reason for (living | me to live)
  - (nothing | no one | nobody | noone | little) [<adv>] [left | more | worth] [for me] [to] (live for | living for | worth living for | keeping me (here | alive | going)) | nothing ..3 live for
  - <living> (is | was | does not seem | seems | feels | has) [<adv>] [<adv>] (not) [<adv>] (worth) [it | living]
  - <living> ..2 (not worth) [<adv>] [it | living | the]
  - (life | living) is [<adv>] [<adv>] (not worth | worthless | pointless | meaningless | unbearable | too painful | too hard to | not for me | torture | over for me | a living hell)
  - (being alive | existing | living | existence | staying alive) [<adv>] (is | feels) [<adv>] [<adv>] (exhausting | tiring | a chore | hard | painful | too much | awful | hell | unbearable | impossible | a burden) !(in | with | here)
  - done being (here | alive)
  - (tired | sick | exhausted | fed up | done | bored | weary | over) [and tired] [<adv>] (of | with) [<adv>] (<living> | living like this | being alive | life itself | my own life | waking up | trying to live | this world | trying to survive)
  - <living> ..3 (too painful | too much for me | unbearable | a burden | a curse | torture)
  - [i] [<adv>] (hate | despise | regret | resent | loathe | hating) [<adv>] (living !(in | with | at | here | near) | being alive | existing | being born | my existence | my own existence | waking up | ever being born | ever being brought | the fact that i am alive | that i exist | that i am alive)
  - (had enough | have enough | seen enough | enough) of (life | living | this life | this world | existing | being alive) | (walk | walking) away from life | (this | the) world is not [meant] for me
  - nothing (to stay for | is stopping me | stopping me from (dying | killing | ending | doing it))
  - (quit | leave | leaving | escape | give up on | giving up on | gave up on | given up on | finished with | done with | through with | surrender) [<adv>] (life | living | my life | this life | this world | the world | this earth | existing | this cruel world)
  - i [<adv>] (can not | could not | do not know how to) [<adv>] <live-strict> [like this | this way | with this (pain)] [<adv>] (anymore | any more | any longer | no more | longer | another day)
  - (can not | could not | do not | not) [<adv>] [<adv>] (survive | live | exist | face | bear | take | do | handle | endure | make it through) [another] (another | one more | a single | any more) (day | night | minute | hour | week) [of]
  - (lost | losing | have no | no | without | not got) [<adv>] [my | the | all | any | all my] [hope and] (will to live | will to go on | desire to live | reason to live | reason for living | reasons to live | will to)
  - (should | wish | wished) [<adv>] [that] [<adv>] [i] [<adv>] [had | have | was] [<adv>] (not | never) [<adv>] [have | had | even] [<adv>] (been born | was born | were born | be born | born | existed | exist | be alive | being born)
  - my (existence | birth | life) (is | was | has been) [<adv>] (a | one big | one) [<adv>] (mistake | accident | curse | waste | joke | burden)
  - (every | each) (moment | second | day | minute | breath | hour) [alive | of life | living | of my life] is [<adv>] [a] (torture | agony | pain | hell | painful | torment | unbearable | suffering | punishment | battle | nightmare)
  - i was never born | never been born | never (should | supposed to) have (been born | existed | had me) | (my birth | being born | me being born) was [<adv>] (a | the) [<adv>] [biggest] mistake | should never have (had | given birth to) me
  - i will not be (here | around | alive | living | on this earth) (much longer | anymore | any more | for long | tomorrow | soon | next | to see | when | by | long | any longer | after)
  - not (be here | be around | be alive | live) [to see] (much longer | tomorrow | next (week | month | year | birthday) | christmas)
  - not [<adv>] (strong | brave) enough to [<adv>] (<live> | keep (living | going))
  - not [<adv>] (worthy of | deserve | deserving of | fit for | meant for | cut out for | made for) [<adv>] [to] (life | living | live | be alive | exist | this (life | world) | be here)
  - not (meant | supposed) to be (alive | here | born | living | in this world)
rule staying-alive B "Says what alone keeps them alive, or that they will not be there."
  flags no-negated
  - only (thing | reason | person | one) [<adv>] (stopping | holding | keeping | that stops | that keeps | that is stopping | that is keeping) me !(from (buying | going | eating | coming | running | cycling) | awake | up | is (the (rain | weather | price | traffic | cost | heat | queue) | work | money | laziness | time))
  - if it (was not | were not | is not) for ..3 i (would | will) [<adv>] (be (dead | gone) | have (killed | ended | done it | died | gone))
  - (when | after | once) ..2 (dies | die | passes | is gone | passes away) ..2 i (am going | will | am) [<adv>] (too | kill | next | die | end | join | follow | be gone)
  - should have (jumped | ended it | ended it all | killed <self> | gone through with it | taken more | died that)
  - (regret | hate | sorry | wish i had not) [<adv>] (that i) (survived | woke up !(early | late | so | at | before) | lived !(in | at | with | near)) | (regret | hate | wish i had not) (surviving | survived | being saved | being rescued | woken up)
  - why did (they | you | he | she | god | anyone | the doctors | someone) [<adv>] (save me | let me live | keep me alive | bring me back | rescue me | wake me)
  - (wish | hoped | wanted) ..3 (attempt | overdose | it) [<adv>] (had | would) [have] (worked | succeeded | killed me) | (wish | should) ..3 let me die
  - next time i (will | am going to) [<adv>] (not fail | succeed | do it (right | properly) | make sure) | can not even die
  - worth more dead [than alive] | trade places with the dead
  - (never | did not) [<adv>] (asked | ask | wanted | want | chose | choose) to be (born | alive | here in this world | brought)
  - (will not | not going to | do not think i will | do not think i can | do not see myself | never going to | not sure i will | not sure i can | i doubt i will | do not expect to | do not know if i will | do not know if i can) [<adv>] ((survive | surviving | live through | living through | make it through | making it through | get through | last through) [<adv>] (tonight | this | the night | it | another (day | night | week) | tomorrow | the week | the year) | (see | live to see | make it (to | till | until)) (tomorrow | another day | the morning | morning | christmas | the sunrise | my next birthday) | (survive | make it | last | live) (much longer | to morning)) !(exam | module | semester | lecture | class | meeting)
  - (only | one) [<adv>] (reason | reasons | thing | person | people | things) [that | why | which] [keeping me | i am | i have | i keep | i | keeps me | stopping me | stops me | me] [<adv>] [not] (alive | here | still here | living | breathing | killed | dead | kill | from (killing | dying | doing it | ending) | not dead | around | done it | going)
  - [only | just | still] (alive | living) [<adv>] (for | because of | because) (other people | others | my (mum | mom | mother | kids | children | dog | cat | family | parents | sister | brother | son | daughter | partner) | him | her | them | i am (too | a coward | scared | afraid))
  - (keeping | keep | keeps | kept) me alive
  - (do not | not | never) [<adv>] (plan | planning | expect | expecting | going | want | intend | think i will | think i am going) [<adv>] [on | to] [<adv>] (turning | seeing | reaching | making it to | living past | see | turn | reach | make it to | live past | living to | live to | be alive | making it past | make it past) [my | the] [next] (# | age | birthday | christmas | new year | next | tomorrow | adulthood | graduation | twenty | thirty | eighteen)
  - (will not | not going to | do not think i will | not) (make it) (through | past | to | till | until) [the | this | next | tonight | another | my] [<adv>] (night | year | week | month | day | weekend | tomorrow | tonight | birthday | christmas | end of | alive)
  - life insurance ..8 (after i (go | die | am gone) | kill | suicide | when i die | pay out | if i die)
  - (promise | guarantee | promises) ..2 i will [still] be (here | alive | around) | wish i (did not | was not | were not | am not | would not) [<adv>] (exist | alive | born | wake up | living)
  - (need | want | give me | find | found | looking for | tell me | have) [<adv>] [a | any | one | some | another] [good | single | real] (reason | reasons) (to | not to) [<adv>] (live | stay | keep living | keep going | go on | stay alive | be alive | die | kill myself | end it)
  - reason to (live | stay alive | keep living | go on living)
  - (i | me) ..2 (scared | afraid | terrified) [of | to] (living | being alive | live) [and | but]
  - want to [<adv>] want to live

rule better-without-me B "Says that others would be better off without them."
  flags no-third
  - who is [<adv>] (going to | gonna) miss (me | another | one more) | who (will | would) [<adv>] miss me | (no one | nobody | noone) is [<adv>] going to miss me
  - (better | easier | happier | lighter | nicer | safer | richer | fine | better place | better off | best) [off] [life | place | lives] ..3 (without me | if i (was | were | am | am not | was not | were not | died | die | had not | did not | disappeared | killed | just | were to) | when i am (gone | dead) | i am (gone | dead) | after i am (gone | dead) | with me (gone | dead) | not having me)
  - (without me | if i (died | was dead | was gone | disappeared | were gone | was not (here | around | alive) | were dead | did not exist)) ..6 (better | happier | easier | relieved | glad | fine | no one would | nobody would | not care | not notice | peace)
  - (no one | nobody | noone | not | none | who | anyone) ..3 (miss | care | notice | cry | mind | be sad | even care | remember) ..3 (if i | me when i | me if i | when i | that i | whether i) ..2 (died | die | dead | gone | killed | disappeared | disappear | am not here | vanished | not wake | left this | jumped | hang | were to | was to | live | alive | exist | lived)
  - (no one | nobody | noone) [<adv>] (will | would | is going to) [<adv>] miss me
  - (do | doing) [<adv>] (everyone | the world | you all | them | you | my family) a favo*r ..4 (went | left | jumped | die | kill | end | disappear | myself | dead | leave | gone)
  - (would not | will not) [<adv>] (matter | make a difference) if i (died | die | was gone | disappeared | lived | was dead)
rule forever-gone B "Wants to vanish for good."
  - (then | soon | tonight | tomorrow) i (will | am going to) [<adv>] be (free | at peace | at rest) at last !(from (school | work | exams | this job))
  - check out [a (bit | little)] (early | of life | for good | permanently | of this (life | world)) | (soon | tonight | tomorrow) i will (be (gone | free of | at peace | dead | no more) | not be here)
  - (disappear | vanish | cease) from (existence | this world | the earth | this earth | the world | life)
  - i will be (gone forever | at peace soon | free soon | finally (free | at peace))
  - (let me | want to | going to | just | ready to) rest (forever | in peace | eternally)
  - (want | need | wish | going | ready | feel like | would like | love | like) ..4 (disappear | vanish | fade away | be gone | go away | cease | leave) [<adv>] (forever | for good | permanently | for ever | from this (world | earth | life) | from existence | from the (earth | world | face of) | off the face | this (world | earth | planet | life) | altogether)
  - (wipe | erase | remove | delete) (me | myself) ..2 (from | off)
  - i ..2 (leaving | leave | exit) this (world | earth | planet | life) | this world ..2 without me | (no | not a) place (for me) in this world
  - (want | need | wish) (this | the | my | all this) [<adv>] [living] (hell | nightmare | torture | misery | existence | agony | torment | suffering | pain | life) ..1 [to] [<adv>] (end | stop | be over | over | finish | go away)
  - want (it all | everything | all of it | this life | my life | life | the pain | this pain | the suffering | all this pain | my suffering | the torture) to [<adv>] (end | stop | be over | go away | finish)
  - (want | need | ready) [for] ..2 (end | stop | ending) [<adv>] (the | my | this | all the | all this | all my) (pain | suffering | misery | agony | torment | hurt)
  - (rest | be at rest | rest in peace | be at peace | find peace | sleep) [<adv>] (forever | at last | for good | eternally | in death) | eternal (rest | sleep | peace) | permanent (way out | escape | solution | sleep)
  - (only | easy | one | no other | quick | best | final | last | other) (way | escape | option | exit | solution | answer | choice | thing) [<adv>] [out] [left] ..5 (die | death | dying | suicide | kill | end my life | dead | ending | end it | end it all | is to go)
  - there is no other way (out) | (only | easy) way out $
rule means B "Has got the means, or is looking for them."
  - would ..4 (<meds> | <poison>) (do it $ | be enough $ | be enough to | kill me | finish me | end me) | (are | is) [my | the | these | those] (<meds> | <poison>) [<adv>] (good | strong) enough (to (kill | die | end) | $) | (would | will | could) (they | it | that) kill me if i (take | took | drink | drank | eat | swallow*)
  - (down | swallow | neck) (a | the | this | my | that) [whole | entire | damn | fucking] (bottle | box | packet | handful) of <meds> | (will | going to | want to | might | should) [<adv>] drink [the | some | a | my | that] [damn | fucking | whole] [bottle of] <poison> !(for | because the (doctor | nurse))
  - ^ (bought | got | ordered) [<adv>] [a | the | some | more | new | another] [new | strong | thick | long] (rope | noose) !(for | to (hang | tie) (the | my) (washing | clothes | swing | goat | cow | dog))
  - (painless | lethal) [and] [quick | easy | fast | relatively (easy | quick)] (method | methods | plan | exit)
  - (i | have | just | already | finally) ..2 (bought | ordered | got | purchased | found | stole | hid | made | tied | saved | collected | brought) ..2 <rope>
  - (tie | tied | tying | make | made | making | learn to tie) [a | the | my] ..1 (noose | hangmans knot)
  - (how to | learn | learned | learnt | know | figured | googled | practice | practise | practiced) .. (tie | tying) ..2 (knot | knots) | tie .. knot ..4 (hang | neck | noose) | noose
  - (bought | ordered | got | purchased | found | stole | have | buy | get) ..2 (poison | pesticide | pesticides | paraquat | gramoxone | ddvp | otapiapia | rat poison | cyanide | sodium nitrite | insecticide | celphos | sulphos) !(for the (rats | garden | farm | mosquitoes | cockroaches | crops))
  - i ..2 (bought | got | have | found | own | stole | borrowed | buy) (a | my dads | the | his | my fathers) <weapon> !(in (the | a) game | licence | license | shop)
  - (hoard | hoarding | hoarded | stockpile | stockpiling | stockpiled | saving up | saved up | stash | stashing | collecting | been saving | stocked up) ..3 <meds>
  - enough <meds> ..2 to (kill | die | end | do it | overdose)
  - (<meds> | pills) ..3 (vodka | alcohol | whiskey | whisky | gin | rum | beer | booze | wine) ..3 (enough | kill | die | mix | mixed | mixing | down | swallow | end)
  - (pills | tablets | painkillers | sleeping pills) ..2 (and | with) ..2 (vodka | alcohol | whiskey | whisky | gin | rum | booze | wine) | (vodka | alcohol | whiskey | whisky | gin | rum | booze | wine) (and | with) ..2 (pills | tablets | painkillers)
  - (helium (tank | canister) | exit bag | charcoal grill | suicide bag | nembutal | pentobarbital)
  - (i have | got) enough (pills | tablets | insulin | morphine)
  - how many [of] [the | these | my | this] ..2 (<meds> | mg) ..5 (die | kill | overdose | lethal | dead | end | fatal)
  - (lethal | fatal | deadly) (dose | amount) | how much .. to (overdose | die | kill)
  - (how long | how much | how many) ..3 (to die | to bleed out | to kill me | to kill myself | to drown | until i die)
  - (know | found | picked | chosen | choose | have | got) [the | a | my] ..2 (spot | place | bridge | building | tree | tallest | highest) ..6 (jump | hang | die)
  - (tallest | highest) ..2 (building | bridge | garage | roof | place | tower | car park) !(in the world | ever | in (singapore | dubai))
  - (painless | quick | easy | easiest | quickest | peaceful | best | least painful | fastest | good | effective) [and painless] (way | ways | method | methods) [to] (die | go | kill | end | of dying | commit | death | out $ | to suicide)
  - (most | least)  (painless | painful) (way | ways | method | methods) | painless (way | ways | method | methods | death | suicide | exit)
  - (know | decided | chosen | picked) (which | what) (bridge | building | method | tree | pills | way | train) i (will | am going to | would | want to) [use | jump | do it | go | take]
  - how many (pills | tablets | meds | sleeping pills | painkillers) (it | would | will | does it | do i | i) (takes | take | need | would take | needed)
  - know where ..3 (keeps | keep | hides | hide | kept) (his | her | their | the | my) (gun | guns | pills | meds | medication | rifle | pistol | poison)
  - (tested | tried | tied | set up | checked | hung | prepared | measured) (the | my | a) (rope | noose | knot | belt | beam | ligature)
  - how (to | do i | can i | should i | would i) [<adv>] (kill myself | hang myself | die | end my life | overdose | tie a noose | commit suicide | end it all | make a noose)
rule plan B "Has a plan, a date or a decision."
  - (planned | plan) it ..6 (method | how and when | down to the) | have (the | a | my) (method | plan | way) (and | to) (the | a | my) (date | place | day | time) !(of (payment | birth | delivery))
  - (preparing | prepared | ready | getting ready | prepare) [<adv>] (for | to face | to meet) (death | my death | the end of my life) | go ahead and be done with (all of this | it all | everything | life)
  - (going to | will | have to | got to | might | could | guess i) [<adv>] [go] attempt again $
  - (for | after | before | about | of | imagining | imagine | prepare | preparing | prepared | arrange | arranged | planned | until | to) my [own] (death | suicide | passing) !(bed)
  - (final | funeral | last) arrangements | (settling | settled | tying up | tied up) [my | all my] (affairs | debts | loose ends)
  - (plan | planning | planned | plotting) my [own] (death | suicide | exit | funeral | end)
  - i have decided [that] i am going to (do it | go) [on] [<soon>]
  - at peace with (my decision | dying | death | ending)
  - (today | tomorrow | tonight | this | sunday | monday | friday | saturday) (is | will be) my (last (day | night)) !(at | of | in | here | for | with | before | as | b4 | there | on the job)
  - (plan | planned | planning | set | picked | chosen | chose | have | choose | got | decided on | made) [out] ..2 (date | day | time | method | place) ..4 (die | end it | end my | end everything | kill | suicide | death | dead | ending it)
  - (picked | chosen | chose | set | decided on) (the | a | my) (date | day | time) [and] [the | my] [method | place | way] !(for (the | our) (wedding | party | meeting | trip))  ..3 (method | place | die | end | note | myself)
  - (planned | planned it | planned everything | everything planned | a plan) ..4 (method | note | pills | rope | date and)
  - (plan | planned | planning | planing | thinking | thought | decided | decide | know | figured out | figuring out) ..2 (how | when | where) ..3 i (am going to | will | want to | would | should | plan to) [<adv>] (do it | die | end | go | kill | end it | end my life)
  - i have [<adv>] (a | my) [suicide] (plan | method | date) ..3 (die | end | kill | suicide | myself)
  - (made | have made | made up) (my | up my) (mind | peace | decision) ..5 (die | end | kill | death | go | dying | suicide | leave this)
  - (i have decided | i decided | my decision | my mind is made up) ..3 (die | end | kill | death | dying | suicide | dead | leave this world)
  - (nothing | no one | nobody | you) ..1 (can | could | will) (stop | change | save) me (now | anymore | from (dying | killing | doing it | jumping))
  - i am (going through with it | ready to go | going to do it | going to go through with it) (tonight | now | this time | tomorrow | soon | today) | this time i will (not fail | succeed | do it right | die)
  - i (will be | am going to be | might be | may be) (gone | dead | no more) (soon | tomorrow | tonight | by | before | in a few | in a | when you | next)
  - (before | by the time) ..4 (my birthday | christmas | tomorrow | sunrise | you read this | you get this | anyone) ..4 (i will be | i am) (dead | gone)
  - (putting | put | getting | got | sorting | get) my (affairs | papers | will | life) in order | (wrote | writing | written | finished | made | updated) my (will | last will | own obituary | eulogy)
  - (my [own] (funeral | obituary | eulogy | tombstone)) | (at | to | plan | planned | planning | come to | for | about) my (funeral | grave | coffin)
rule farewell B "Says goodbye as people do who will not come back."
  - (said | saying | say | wrote | writing | write | written | made | left | leave | leaving | sent | sending) [<adv>] (my | the | all my | some | a | last | final | goodbye) [final | last | goodbye] (goodbye | goodbyes | good byes | good bye | farewell | farewells | goodbye letter | goodbye letters | goodbye note | last words | final words | goodbye note)
  - (goodbye | farewell | good bye | bye | goodnight | good night) [<adv>] (forever | cruel world | world | everyone | everybody | for good | for the last time | for ever | my loves | life | to everyone | to all of you | all of you) !(have | see you)
  - this is (goodbye | farewell | my goodbye | my farewell | good bye | the last time you (will hear | hear | see | will see) | the last (text | message) (i will | you will) | my (last | final) (message | text | goodbye | letter | words | post | day | night | words | sms | call | msg | txt | texts)) !(today | tonight | from (work | here))
  - my (last | final) (words | message | goodbye | letter | note | day alive | day on | night alive | night on | sunset | breath | hours | wishes) !(today)
  - (last | final) (time | message | text) (you will | you are going to | anyone will | you all will) [ever] (hear | see | talk | get)
  - you will (never | not) [<adv>] (see | hear from | find | hear) me (again | anymore | alive | ever) | (never | not) (see | hear from) me (again | alive)
  - (by the time | when) (you | u | anyone | someone | they) (read | reads | get | gets | see | sees | find | finds) (this | it | my body | me) ..3 (i will | i am | it will) ..1 (be gone | gone | dead | be dead | over | no more | too late)
  - (find | finding | found) my (body | corpse | dead body)
  - (giving | gave | give | given | sold | selling) [<adv>] (away) [<adv>] (all | everything | my (things | stuff | belongings | possessions | clothes | dog | cat | pets | savings | books | valuables) | most of my) | (giving | gave | given) (all | everything | all my (things | stuff)) ..2 away
  - (take care of | look after | raise | feed) my (kids | children | mum | mom | dog | cat | family | baby | son | daughter | parents | wife | mother | siblings | pets | brother | sister | girls | boys) ..3 (when i am (gone | dead | not here) | after i am (gone | dead) | for me when | once i am | if i die | after i die | when i die | if i am (gone | not here))
  - (will not | never) [<adv>] (have to | need to) [<adv>] (worry about | deal with | put up with | see | bother with | look after | care about) me [anymore | again | any longer | ever again | any more]
  - i will not (be a (burden | problem | bother) | bother | trouble | burden | disturb) ..3 (anymore | again | any longer | any more)
  - (wrote | written | writing) [<adv>] [goodbye | the | some | all my] letters [to | for] [my | everyone]
  - (wrote | written | writing | finished) my (note | notes | letters | last note | last letter | last letters)
  - (spend | spending | enjoy | enjoying | living) my (last | final) (day | days | hours | moments | night)
  - my (final | last) days !(of (school | work | uni | leave | holiday) | at | in | here)
  - (tell) ..4 (i love | i loved | i am sorry) ..3 (when i am (gone | dead) | after i (die | am gone) | if i die | if i do not (make it | wake up))
  - (love you | loved you | love you all | sorry) ..4 (before i (go | die | leave) | goodbye forever | for what i am about to do | i have to go now forever | remember me | in another life | in the next life | not your fault | it is not your fault)
  - (not (your | anyones | anybodys | my familys) fault) ..5 (i | when i | that i) ..2 (die | died | gone | dead | go | going | this | leave)
  - (forgive me | sorry) ..5 (for what i (must | have to | need to) do | for what i am (about | going) to do | for leaving you all | for doing this | for (dying | ending | killing)) | do not (blame yourself | blame yourselves | cry for me | look for me | miss me | be sad when i) [when]
  - see you [all] (in heaven | on the other side | in the afterlife | in the next life | in another life | in hell) | meet (again) in heaven | (joining | join | be with | see) (my | him | her | them | you) ..2 (in heaven | on the other side | in the afterlife | in the grave)
  - i want you to know (i love you | that i love | i loved) ..3 (before | go | gone | always)
  - (wrote | written | write) (a | the | my) (note | letter) ..4 (pillow | under (the | my) | hidden | hid | where (they | she | he | you) will find | for when (they | she | he | you) find | explaining (everything | why)) !(fridge | teacher | milkman | school)
  - whoever finds (me | my body | us) | (one | person) who finds (me | my body)
  - (remember me | forget me | forget about me) ..4 (when i am gone | i was here | after i am)
rule self-harm B "Speaks of hurting their own body now or soon."
  - (<will-do> | want | keep | started | been | need to | i am | started to | can not stop | just) [<adv>] (cut | cutting | burn | burning | hurt | hurting | harm | harming | stab | scratch | scratching | punish | punishing | injure | injuring | mutilate | slice | carve | bleed) [<adv>] (<self> | my (skin | arms | arm | wrist | wrists | thighs | legs | body | thigh | leg | veins | flesh))
  - i [<adv>] (cut | burned | burnt | hurt | harmed | stabbed | slit | sliced) (<self> | my (arms | arm | wrist | wrists | thighs | thigh)) [<adv>] (again | on purpose | last night | today | tonight | yesterday | this morning | deep | deeper | and | because | so | to feel | every | with [a | the | my] (razor | blade | blades | razors | knife | lighter | cigarette | cigarettes | iron | scissors | glass | boiling water))
  - <feeling-like> [<adv>] [<adv>] (cutting | harming | hurting | burning | stabbing | bleeding | self harming | punishing | cut | harm | hurt | burn) [<adv>] (<self> | my (arms | arm | wrist | wrists | skin | body))
  - (urge | urges | impulse | impulses | compulsion | need) to [<adv>] (die | <selfkill> | <method-weak> | cut !(my hair | hair | down | it | the) | jump | hurt myself)
  - (relapsed | relapse | urge | urges | tempted | want) ..3 (cutting | self harm | self harming | hurt myself | burn myself | cut (myself | my | deep | again))
  - i [<adv>] (self harm | self harmed | selfharm | self harming | cut myself | hurt myself | harm myself | burn myself | cutting) [<adv>] (again | tonight | now | today | every | to)
  - (scratch | scratching | scratched | dig | digging | bite | biting | cut | cutting | pick | picking | rub) ..6 (until | till) ..2 (bleed | bleeds | blood | bleeding)
  - (feel | need) pain to feel | (inflict | inflicting | inflicted) ..4 (myself | on my body)
  - (<will-do> | want | keep | started | i am) [<adv>] (carve | carving | break | breaking | smash | smashing | bash | bashing | bang | banging | punch | punching) [up] (my [own] (bones | arm | arms | skin | hand | leg | legs | body) | myself) !(against the exam)
  - i am [<adv>] cutting (again | every | myself | more | deeper) !(class | down)
  - my (self harm | cutting) (is | has) [<adv>] (worse | getting worse | got worse | gotten worse | out of control)
  - my (cuts | scars | wounds) (are | not | is) | the cuts (are | were) not | (cuts | cut) ..1 (deep | deeper) [enough] | need to cut | i cut to feel | bleed to feel
  - <self> (hurt | bleed | pain) ..2 (deserve | punish) | deserve to (be hurt | suffer | be punished | bleed | be in pain) | (hurt | harm | cut) <self> (badly | worse | bad enough | so bad)
rule bleeding B "Says that they are bleeding."
  - i am [<adv>] bleeding !(nose | from my (nose | gums) | money | la | blue)
  - i (cut | slit) [<adv>] too deep | (too much | so much | lots of) blood ..3 (help | stop | everywhere | floor) | blood (everywhere | all over | on the floor) | blood ..2 from my (cuts | wrist | wrists | arm)
rule ambulance B "Asks for an ambulance."
  flags no-negated no-third
  - (anyone | someone | somebody | please | you) [please] (call | ring | dial | phone) [me] (999 | 911 | 112 | 108 | emergency services | the emergency)
  - (call | send | get | phone | ring | need) [me | us] [<adv>] (an | the | a) ambulance !(driver | chaser | service (jobs | course)) | (ambulance) (please | now | quick | quickly | fast | asap)
rule taken-tablets B "Says that they have taken the tablets; how many is not said."
  - i [<adv>] [have] [<adv>] (taken | took | swallowed | ate | eaten | drunk) [<adv>] (the | those | these | them | some) (pills | tablets | sleeping pills | sleeping tablets | poison | overdose) !(for | after | before | and (feel | am) better | with | as | doctor)
  - (took | taken | swallowed) (too many | too much | an overdose) [of]
rule abused B "Is hurt, forced or threatened by somebody."
  flags by-other
  - <he> [<adv>] (beats | hits | rapes | abuses | chokes | strangles | molests | punches | kicks | slaps | tortures | assaults | burns | threatens) (me | us) !(up | back | as | with (love))
  - <he> [<adv>] [has | have | had] [<adv>] (raped | abused | molested | strangled | choked | assaulted | tortured | sexually abused | sexually assaulted | beaten | kicked | punched | stabbed | slapped | burned | beat) (me | us) !(at | in (the | a) | to the | by | this)
  - <he> [<adv>] (keeps | keep | started | started to | has been | have been | been | was | were | starts | likes to | tries to | always) [<adv>] (beating | hitting | raping | abusing | choking | touching | molesting | punching | kicking | hurting | threatening | forcing | slapping | strangling | beat | hit | rape | hurt | touch) (me | us) !(up (with | for))
  - <he> [<adv>] (threatened | threatens | threatening | is threatening | swore | said | says | told me | promised) ..4 (kill | hurt | beat | rape | stab | shoot | burn | harm | murder) (me | us)
  - <he> [<adv>] (will | would | going to | wants to | want to | tried to | tries to | trying to | might | is going to | could) [<adv>] (kill | murder | stab | shoot | strangle | rape | hurt | beat | burn) me !(if (i | u | you) | when | for | la | lah | lor | in | at | with | one | again (lol | haha))
  - (afraid | scared | terrified | fear | worried) ..2 (he | she | they | husband | boyfriend | father | dad | him | her) ..2 (kill | hurt | beat | rape | attack | come (back | for) | find me) [me]
  - (being | been | was) [<adv>] (raped | molested | sexually (abused | assaulted) | abused | gang raped | beaten by | beaten up by | trafficked | sexually harassed | physically abused | beaten | assaulted) !(at | in (the | a) (game | match) | to it)
  - <he> .. (forces | forced | forcing) (himself | herself | themselves) (on | onto | into) me | <he> .. (poured | threw | splashed | doused) .. (petrol | acid | kerosene | paraffin | boiling water | hot (water | oil) | fuel | gasoline) ..2 me
  - <he> [<adv>] (hit | hits | hitting | beat | beats | beating | whips | whipped | whip | lashes | lashed) (me | us) with [a | an | the | his | her | their] [<adv>] (belt | stick | bottle | chair | cable | wire | pipe | pan | rod | fist | fists | hammer | broom | shoe | whip | cane | iron | extension cord)
  - (forced | forcing | forces | force | made | make | makes) (me | us) [to] [<adv>] (have sex | sleep with | marry | do (sexual | things) | undress | touch him | perform | be cut)
  - marry me (off | to) | (marry me off | marrying me off | forced marriage | force me to marry | forced to marry | female circumcision | circumcise me | fgm)
  - i am (in danger | not safe | unsafe | trapped (with | in (the | my | this) (house | home | marriage | relationship)) | being (abused | followed | stalked | threatened | blackmailed | trafficked | held)) !(of losing)
  - (not safe | unsafe | not feel safe | afraid to go) ..1 (home | at home | here | in my (house | home) | in this house | with (him | her | them))
  - (my life is | our lives are | life) in danger | fear for my (life | safety) | afraid for my life | scared for my life
  - (locked me | lock me | locks me) (in | up | inside) | <he> (locked | locks | lock | throws | threw | kicked) me out [of the house] !(of (the | a) (group | game | chat)) | (will not | does not | do not) let me (leave | go out of the house | out of the house | leave the house | eat)
  - (gets | got | climbs | climbed | comes | came | sneaks | crawls) (in | into) my bed [at night] !(with a (book | cup) | the (cat | dog)) | (sleep | sex) with (him | her | them | me) or (lose | i (will | would)|else) [my | the] [job | house | home]
  - (smashing | smashed | trashing | wrecking | breaking) ..1 (place | house | home | flat | everything | things | door) [up | down] ..3 (looking for (me | us) | drunk | again and i am (scared | hiding) | and shouting)
  - <he> ..2 (hands) (round | around | on | at) ..1 (neck | throat) | (hands) (round | around) my (neck | throat)
  - (coming | come) to (kill | shoot | burn | get) (me | us) !(at | in (the | a) (game | car) | from | for (lunch | dinner))
  - <he> [<adv>] (hit | kicked | pushed | punched | beat | slapped | threw | shoved) (me | us) ..3 (again and (i | my) | can not (get up | move | walk | breathe | see) | down the stairs | against the (wall | door) | unconscious | so hard | in front of the (kids | children)) !(ball)
  - <he> ..1 (put | puts | laid | showed | pointed | waved | held | keeps) ..2 (gun | knife | panga | machete | pistol) ..3 (on the table | to my | at me | at us | in my face | in front of me | under the (bed | pillow) ..2 (me | us | said)) !(set | away)
  - <he> ..4 will bury (me | him | us | her) (alive | $) !(in | next | under)
  - <he> [<adv>] (says | said | texted | swears | swore | told me) ..5 (finish me | find me and | end me | come for me | make me (pay | disappear) | bury me | cut me | burn the house)
  - (touches | touched | touching) me (there | down there | inappropriately | at night | sexually | in (my | places)) | comes (into | in) my (room | bed) at night
rule danger-to-other B "May hurt somebody else."
  flags to-other loose
  - (get | having | have | see | seeing | got) ..2 (pictures | images | thoughts | visions | urges) of (drowning | smothering | hurting | killing | dropping | stabbing | strangling | harming | shaking) <child>
  - (telling | tells | told | tell) me to [<adv>] (kill | hurt | stab | burn | poison) (my | the) (family | kids | children | wife | husband | mum | mom | baby | son | daughter | parents | mother | brother | sister | neighbours)
  - i have [got] (a | the | my | his) (knife | gun | panga | machete | axe | hammer | petrol) and ..2 (going to | will | am coming to | want to) (find | hurt | get | use it on | finish | cut | shoot) <him>
  - i [<adv>] [am] (<will-do> | want to) [<adv>] [<adv>] (kill | murder | stab | shoot | poison | strangle | burn | slaughter | behead) <him> !(in (the | a) (game | next) | with (kindness | love) | if (he | she | they) (is | are | am) late)
  - ^ [i am | so | and] [<adv>] (going to | about to | will | want to) [<adv>] (stab | strangle | murder | poison) <him> !(in (the | a) (game | next) | with (kindness | love) | if (he | she | they))
  - <other-person> deserves to (die | be killed) ..3 (i have | got | my) ..2 (knife | gun | petrol | axe | hammer | panga | machete)
  - (list of | who) ..4 i .. (going to | will | want to) (kill | shoot | stab) | (make | making) (them | him | her | everyone | you all) [all] pay !(for (the | dinner | lunch | food | petrol | it) | me | back) ..5 (gun | knife | blood | die | kill)
  - (want | urge | going | thoughts of | thinking of | thinking about | might) ..2 (hurt | hurting | harm | harming | stab | stabbing) (someone | somebody | people | others | him | her | them | my (wife | husband | mother | father | child | family))
  - (burn | set | burning) .. (house | home | place | building | school | shop) [down | on fire] (down | on fire)
  - <feeling-like> [<adv>] (killing | stabbing | shooting | poisoning | strangling | murdering | hurting) <him>
  - (thoughts | urges | urge | voices) ..3 (killing | hurting | stabbing | murdering) (someone | somebody | people | others | him | her | them | everyone | my ..1)
  - (shoot | blow) up (the | my) (school | church | office | place | workplace)
  - i (have | just) (killed | stabbed | murdered | strangled | poisoned) (him | her | them | someone | my (husband | wife | ..1)) !(in (the | a) game | self)
rule danger-child B "A child is hurt, or may be."
  flags child by-other
  - <he> [<adv>] (beats | hits | rapes | raped | abuses | abused | touches | touched | molests | molested | hurts | burned | burns | beat | starves | strangled | punches | slaps | kicks | sleeps with | is abusing | was touching) [<adv>] <child> !(up | in)
  - <child> ..2 (is being | was | has been | is | gets | got | being | been) [<adv>] (beaten | raped | abused | molested | sexually abused | touched | hurt by | burned | defiled | starved | neglected | trafficked)
  - (circumcise | circumcising | cut | cutting) [my | our | the | this] (daughter | daughters | girls | girl | little sister | baby girl) !(hair | nails | off | cake)
  - (afraid | scared | worried | fear) ..3 (i might | i will | i may | i could | i am going to) (hurt | kill | harm | shake | hit) <child>
  - (scared | afraid | worried | terrified) ..2 (what i | i) (will | might | may | could) do to <child> | (scared | afraid | worried | terrified) ..2 (what i | i) (will | might | may | could) .. <child> | <child> ..6 (scared | afraid | terrified) ..2 (what i | i) (will | might | may | could) do to (him | her | them | it)
  - i am (# | ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen) ..8 (touches me | touched me | rapes | raped | beats me | hits me | hurts me | marry | forces)
  - my (dad | father | stepdad | step dad | stepfather | uncle | brother | teacher | pastor | cousin | grandfather) [<adv>] (touches | touched | rapes | raped | molests | molested | sleeps with | is touching | has sex with | makes me touch | comes to my bed) [me | my]
rule command-voices B "Hears voices or beings that command harm."
  - (voice | voices | god | devil | satan | demon | demons | jinn | jinns | spirits | spirit | they | angels | ancestors | tv | radio | something) [in my head] [<adv>] (tell | tells | telling | told | say | says | saying | want | wants | order | orders | ordered | command | commands | commanding | keep telling | keeps telling | are telling | is telling | is saying | are saying | scream | screaming | whisper | whispering | urging) me [<adv>] [to | that i] ..3 (kill | die | hurt | cut | jump | harm | end | do it | stab | burn | worthless)
  - (brain | head | mind | something | thoughts) [<adv>] [keep | keeps | is | are] [<adv>] (telling | tells | tell | screaming at | saying to) me to [<adv>] (die | kill | end | jump | do it | hurt | cut myself)
  - (voices | voice | demons) ..2 (say | says | said | saying | want | wants) ..1 i (must | should | have to | need to | deserve to | am to) [<adv>] (die | go | jump | end | kill | hurt | cut | burn | do it | take)
  - (head | brain | mind | voice | voices) ..2 (says | say | saying | keeps saying | goes | screams | screaming | shouting) [<adv>] (do it | jump | just do it | end it | kill yourself)
  - (voices | demons) ..3 (kill myself | kill me | end it | to die | hurt myself | hurt someone | hurt people)
  - voices ..1 (want me dead | are winning | will not stop | are getting louder | are louder | are back)
rule third-emergency B "Somebody beside them has harmed themselves and may be dying."
  flags third
  - <other-person> [<adv>] [has | have | just] [<adv>] (overdosed | hanged <themself> | hung <themself> | shot <themself> | stabbed <themself> | slit | drank <poison> | drunk <poison> | swallowed <poison> | taken <poison> | took <poison>) !(.. (years | months | last year))
  - <other-person> [<adv>] [has | have | just] [<adv>] (took | taken | swallowed) ..2 <enough> ..3 <meds>
  - <other-person> (is | are) ..2 (not breathing | not waking up | unconscious | bleeding out | turning blue | on the (ledge | roof | bridge | tracks) !(fixing | repairing | cleaning | painting | bar | terrace | having | working | garden | with (the | a) | sunbathing | waiting for)) 
  - <other-person> ..2 (going to | trying to | about to | threatening to) (jump | kill <themself> | hang <themself>) ..1 (right now | now | tonight)

# --- What people do before, and what stopped them ---------------------------------------
# The kinds that structured interviews ask about: steps taken, an attempt begun and broken
# off, one that somebody or something stopped, a time and a place, a death left to chance.
slot tool = <meds> | <weapon> | <blade> | <rope> | <poison> | belt | cord | ligature | scarf | cable | razor
slot drop = bridge | ledge | roof | rooftop | cliff | tracks | railway | railway line | rails | level crossing
  | railway crossing | balcony | parapet | overpass | flyover | platform edge | edge | car park | viaduct
  | railing | railings | top floor | river | canal | dam | lake | pier
slot broke = chickened out | backed out | bottled it | wimped out | lost my nerve | changed my mind
  | could not (do it | go through with it | jump | pull the trigger | swallow them) | climbed (down | back)
  | came (down | back) again | stepped back | walked away | turned back | got scared | put (it | them) (away | back | down)
slot stopped-me = (talked | pulled | dragged | coaxed | grabbed | cut | brought | got) (me (down | back | off | away) | down by | back by | off by)
  | got (talked | pulled | dragged | cut) (down | back | off) | was (talked | pulled | dragged | cut) (down | back | off)
  | stopped me | talked me out of it | took (it | them) (off | away from) me | hid (it | them) from me | found me | walked in on me
slot chance-death = (bus | car | truck | lorry | train | plane | van | taxi | matatu) ..1 (hit | hits | ran over | runs over | took out | takes out | crashed into) me
  | i (died | did not wake up | do not wake up | never woke up | never wake up | was gone | got hit by <vehicle> | got run over | got shot | was not here | was not around) [tonight | tomorrow | in my sleep | now]
rule broke-off B "Began to end their life, and broke off or was stopped."
  flags no-negated no-past
  - (had | got | took | put | held | tied | holding | have) ..2 <tool> ..8 (<broke> | <stopped-me> | ((mum | mom | dad | wife | husband | brother | sister | son | daughter | flatmate | roommate | someone | somebody | he | she | they) .. (came (home | in | back) | walked in | found me | knocked)))
  - (<broke> | <stopped-me>) ..6 (<tool> | noose) !(in (the | a) (shop | store) | in time for | for (you | u))
  - [i] (was | went | got | climbed | walked | stood | standing | drove | been) ..5 <drop> ..8 (<broke> | <stopped-me>) !(the (bus | train | car))
  - (about to | going to | ready to) (step off | let go | kick the (chair | stool)) !(the (bus | train | plane | boat | tram | kerb | curb | ferry | lift | him | her | it))
  - (cut (me | it) down | got cut down | was cut down) (by | in time | from the (rope | beam | tree | ceiling | door)) | they found me in time | (found | got to) me (just in time | before it (worked | was too late))
  - (gun | barrel | pistol) ..3 (mouth | temple | head) ..5 (put it | took it | could not)
  - (started | began) ..1 (take | taking | swallow | swallowing | cut | cutting) ..3 (pills | tablets | wrist | wrists | arm) ..2 (but | and then) ..1 (stopped | was sick | threw up | spat)
  - (talked | pulled | dragged | got) me (off | down from | back from | away from) (the | a) <drop>
  - (went | was | walked | drove | waded) ..4 (bridge | roof | rooftop | cliff | tracks | railway | ledge) ..4 (plan | to (jump | die | do it)) !(the photos)
  - (walked | waded | swam | went) (into | out into) the (sea | river | lake | ocean | water) ..1 but (swam | came | turned | was pulled | got pulled | someone) ..2 (back | out | me)
  - (wrote | written) (a | my | the) (note | letter) ..2 then (tore | ripped | burned | burnt | deleted | threw)
  - (emptied | poured | tipped | laid) ..1 (packets | pills | tablets | meds | bottle | bottles) ..4 [and] (counted | counting | looked at | stared at) (them | the) !(sweets)
  - (going to do it | about to do it) ..3 but ..4 (walked in | came (in | home | back) | rang | knocked | called)
  - (quiet | lonely | secret) place by the (railway | tracks | river | bridge | cliff) ..6 (think about it | end | do it | jump)
  - (looking | leaning) over the edge (right now | now | and)
  - (using | use) [my | the] (dads | fathers | husbands | brothers | moms | mums | uncles | dad | father) <weapon> !(licence | to hunt)
  - (read | learned | learnt | looked up | googled) ..2 how to tie (it | one | the knot) (properly | right)
  - (poured | put | tipped) ..1 (pills | tablets | meds) (back | away) ..6 (this time | again | last (night | time) | i could not)
  - (only | i) (stopped | stopping) because ..4 (came (in | home | back) | walked in | rang | called | knocked) | (halfway | half way) over the (railing | railings | rail | edge | parapet)
  - (had | took | made | tried) a (go | shot) at (it | ending it | dying | killing) ..4 (last (year | month | week | night) | nobody knows | and failed)
rule rehearsal B "Rehearses it, or goes again and again to where it could be."
  - (imagine | imagining | think about | thinking about | picture | want to) [<adv>] (going | driving | crashing | steering | swerving) (through | into | off) ..2 (barrier | barriers | guard rail | wall | tree | lorry | truck | oncoming ..1 | central reservation | bridge | cliff)
  - (want | going | tempted | thought) ..2 (to | of | about) (crash | crashing | wreck | wrecking) (my | the) (car | bike | motorbike) !(test | course)
  - (stand | standing | sit | sitting | stood) ..4 (kerb | curb | roadside | platform | crossing | edge) ..4 (hope | hoping | wish | wishing | waiting for) ..3 (takes | hits | hit | take) [me]
  - (practising | practicing | practised | practiced | rehearsing | rehearsed | practise | practice | rehearse | test | testing | tested | tried out) ..3 (noose | ligature | the drop | hanging !(on | the) | (with | the | my | a) (rope | belt | cord)) !(climb* | course | skipping | sport)
  - (tie | tied | tying | made | hung | hanging) (the | a | my) (knot | rope | belt | cord | noose) ..6 (see if it | would hold | holds | hold me | my weight | strong enough | beam | branch | ceiling | fan | banister | bannister)
  - (keep | kept | always | find myself | found myself | i end up | every (day | night) i) ..2 (driving | walking | going | go | standing | stand | sitting | sit | drive | walk) .. <drop> ..4 (just (sit* | stand* | stare* | look*) | staring | sit there | sitting there | stand there | standing there | thinking | think about)
  - (find myself | found myself) ..2 (standing | sitting | stood | walking) ..2 (bridge | ledge | roof | rooftop | cliff | tracks | platform edge | edge | parapet)
  - (turn | turned | steer | steered | swerve | swerved | drift | drifted | veer | veered | pull | aim | aimed) [my car | the car | the (steering) wheel | the wheel | it] [out] (into | towards | toward | at | in front of) [the | an | a] [oncoming] (lorries | lorry | trucks | truck | oncoming ..1 | wall | tree | river)
  - (thought | thinking | think | want | wanted | urge | tempted | feel like | imagine | wish) ..4 (let go | letting go | taking my hands off) .. (wheel | steering | rope | railing)
  - (unbuckle | unbuckled | take off | took off | no) ..1 (seatbelt | seat belt) ..6 (hoping | hope | wall | tree | crash | faster | die)
rule prepares B "Prepares: how much it takes, a date, a place, affairs in order."
  - (looked | looking | look | googled | googling | google | searched | searching | search | read | reading | researched | researching | research) ..3 (how (many | much)) ..3 (<meds> | <poison> | <tool>) ..3 (it takes | to take | it would take | lethal | fatal | die | dangerous | enough to)
  - how many ..1 <meds> (it takes | does it take | would it take | will it take) !(to (cure | stop | feel better | work))
  - (reading | read | searching | looking at | joined | on) ..2 (forum | forums | site | sites | website | websites | threads) ..3 (how to (do it | die | end) | (without | no) pain | methods | suicide)
  - (i know | know) [exactly | already] which (bridge | tree | beam | cliff | tablets | pills | knife | drop | roof | building) !(is | to (take | climb | cross | paint | visit))
  - (measured | measuring) (the | my | a) (rope | drop | cord | belt | beam) !(for the (boat | swing | tent | trousers | garden))
  - (so | where | before) (nobody | no one | they | the kids | my family | my kids | mum | mom | none of them) ..3 (find | finds | found | find out | can find) me ..2 [dead | like that | first] $
  - (wrote | written | writing) ..2 (to everyone i (love | know) | a letter (to | for) each | letters (to | for) (each | everyone | all)) | sealed (the | my) (envelopes | letters | letter)
  - (said | saying) my (thank yous | sorrys | sorries | last thank yous | i love yous)
  - (can have | having | have | gets | leaving ..2) my (car | house | dog | cat | guitar | jewellery | jewelry | clothes | phone | watch | savings) ..6 (more than i will | will not (need | be needing) it | no use to me | when i (go | am gone) | after i)
  - (googled | googling | looked up | looking up | reading about | researching | searching for | searched for) ..2 (hanging | drowning | ligature | overdose | overdosing | carbon monoxide | suffocation | ways to (go | die) | how to (die | go | do it without))
  - (painless | peaceful) (ways | way | methods) $ | (i know | know) how and ..2 (when | where) | (i know | know) (when | where) and ..2 how
  - (picked | chosen | chose | found | know | decided on) (the | a | my | which) (tree | beam | branch | bridge | drop | cliff) !(for (christmas | the garden | our)) (already | to | for it | and | $) !(plant | decorate | cut | sit)
  - (when | once | while | as soon as) (the house is (empty | quiet) | everyone is (out | asleep | gone) | nobody is (home | in) | no one is (home | in) | i am alone | they are (all asleep | asleep | all out)) ..4 (i will (do it | jump | go | end | take them | be gone) | i am (going to (do it | end | jump | take) | doing it) | do it | end it)
  - (where i am going) ..2 i will not [be] (need | needing) | will not [be] (need | needing) ..5 (where i am going | when i am gone)
  - (cancelled | canceled | paid off | closed | sold | gave up | emptied) ..4 (everything | my (debts | flat | house | account | phone | subscriptions)) ..4 (will not need | so (nobody | no one) (else | has) | before i go | when i am gone)
  - (will not | not going to) [be] (need | needing) ..4 after (tonight | today | tomorrow | monday | tuesday | wednesday | thursday | friday | saturday | sunday | the weekend | this week)
  - (gave | giving | given | give | gave away | giving away) ..2 (dog | cat | pets | things | clothes | stuff | books | guitar) ..3 because i will not be (here | around | needing | there)
  - (gave | giving | given | give) ..1 (dog | cat | pets | dogs | cats | guitar | clothes | things | stuff | books | jewellery | jewelry | watch | ring) ..4 ..8 (when i am (gone | not (here | around)) | will not need | not coming back)
  - (kissed | hugged | held) ..4 (goodnight | good night | goodbye | bye) for the last time | (kissed | hugged | held) ..3 [one] last time
  - (stones | rocks | bricks | weights) ..2 (in (my | the) (pockets | pocket | coat | bag)) ..6 (river | lake | water | sea | canal | dam) | (bag | pockets | coat) ..3 (stones | rocks | bricks) ..6 (river | lake | water | sea | canal | dam)
  - (river | sea | lake | water | canal | ocean | dam) ..6 (could | want to | might | will | going to) [<adv>] (just) (walk in | wade in | slip in | sink | let go) | (walk | walking | wade | wading) into the (river | sea | lake | water | ocean) ..3 (never | not come back | forever | keep going | with (stones | rocks))
  - (keep | kept | have | got | hid | hidden) (a | the | some | my) ..1 (rope | noose | pills | tablets | blade | razor | poison | bullet) ..4 (just in case | in case i | for when i | when i am ready | for the day)
  - (comforting | comfort | nice | good | reassuring | relief | calms me) ..4 (pills | tablets | rope | gun | bridge | blade | option) ..2 (there | waiting | ready | in my drawer)
rule left-to-chance B "Would not mind dying, or hopes that something takes them."
  flags no-negated
  - (would not mind | do not mind | would be (fine | ok | okay | happy | glad | good | relieved | cool) [with | if] | am (fine | ok | okay) with | would not care | would be (a relief | a mercy | easier | better | nice)) [if] ..2 (<chance-death> | not (being (here | alive | around) | waking up) | never waking up | dying !(of))
  - (if | when) (a | an | the | some) ..2 (bus | car | truck | lorry | train | plane) ..1 (hit | hits | ran over | took out) me ..4 (fine | ok | okay | mind | care | glad | happy | relief | so be it)
  - (if i) ..4 (never woke up | did not wake up | do not wake up | never wake up | died in my sleep | was not here) ..6 (fine | ok | okay | good | mind | care | glad | happy | relief | relieved | better | so be it)
  - (hope | wish | pray | hoping | praying | wishing | let) [that] ..1 (cancer | tumour | tumor | illness | disease | virus | covid | heart attack | heart | stroke | accident | crash | storm | plane | bomb | malaria | sickness | bus | truck | lorry | fever | infection | it) ..1 (take | takes | took | taken | finish | finishes | finished | kill | kills | killed | get | gets | had (taken | finished | killed | got)) me
  - (do not | would not | wouldn't | not) [<adv>] (care | mind | bother me | matter | be sad) [<adv>] if ..1 (operation | surgery | anaesthetic | illness | virus | infection | fall | cancer | disease | drugs | drink | storm) ..1 (kills | takes | finishes | killed | took) me
  - if (god | death | the lord) (called | calls | took | takes | came | comes for) me ..6 (thank | glad | happy | ready | fine | not mind | go | relief)
  - (ask | asking | asked | beg | begging | pray | prayed | praying) ..2 (god | him | allah | the lord | heaven) ..1 not to let me (see | wake | live | survive) | (not let me see | never see) (morning | tomorrow | the morning | another day)
  - (let me | just) sleep and (do not | never) wake me !(before | until | till | up (before | until | till) | at) | (what is) left for me (here | in this world | in life) $ | (what is) left for me here !(in)
  - (i) survived (the | my) (last | first) (one | time | attempt) [by accident]
  - (promised | told) ..4 i would wait (until | till) ..2 (passed | died | gone | dies | passes | is gone)
  - (easier | better | happier | lighter) ..2 if i (was not | were not | was | am not) [<adv>] (there | here | around | in the way | gone)
  - (they | everyone | family | mum | kids) ..3 (will | would) be relieved (honestly | when | if i | without | to be rid)
  - god should have (taken | took) me | (take | taken | took) me instead of (my | him | her | them) | (should have been me) [not | and not | who | that | in | instead]
  - there (will not | would not | is not going to) be (a | any) (tomorrow | next (week | month | year | time) | another (day | birthday | christmas)) for me | (no | not a) tomorrow for me | there is no tomorrow for me
  - (not | no longer) [<adv>] being (here | alive | around) (next (week | month | year) | tomorrow | anymore | any more | for much longer | by christmas) | not being here $
  - better off gone | (do not think i will | doubt i will | not sure i will | do not think i am going to) be (around | here | alive) (for | next | by | at | when | to see | then | tomorrow | much)
  - (switch | turn | shut) (off | myself off | it all off) ..2 (and never | never (come | turn | wake | switch) | forever | for good | for ever)
  - (stopped | stop | stopping | quit | skipping | refusing | refuse | not taking | coming off) ..3 (insulin | dialysis | chemo | treatment | arvs | heart (pills | meds | tablets) | <meds> | eating | drinking) ..2 (on purpose | to die | so (that) i [will | can | just] (die | fade | go | am gone | waste) | so it (kills | takes | ends) | let it | until i (die | fade | am gone)) !(lose | diet)
  - (let | letting) (myself) (starve | freeze | waste away | fade away | bleed) | (waste | wasting | fade | fading) away (and die | until | so | on purpose)
  - after (mum | mom | my mother | my mum | my mom | my dog | my cat | dad | my dad | my wife | my husband) (dies | passes | is gone | goes) i am (following | going too | going with | joining | done | next)
  - with me (out of (the picture | the way | their lives | her life | his life | your life | the house for good) | six feet under) | (happier | better | easier) ..2 (without me | with me (gone | out of))
  - no more (pain | suffering | hurting | tears) ..1 (after | from) (tonight | today | tomorrow | now on | this | friday | sunday | monday)
  - (world | life | everything | everyone | they | people) ..3 (keep turning | go on | carry on | move on | keep going) ..2 (without me) [and]
  - (do not | please do not | no need to) [<adv>] (come looking | look | search | come searching | send anyone) for me !(at | in (the | class | school) | today | until | later | tmr | tomorrow | i will be (back | late)) | (do not) try (to find | and find) me
  - (hope | pray | do not want | scared | worried) ..3 (kids | children | son | daughter | mum | mom | wife | husband | family | brother | sister | mother | boy | girl | cleaner) ..3 [who | that | to] (find | finds | found | discovers) (me | my body) !(a | another | here | at | in (the | class) | out | job | interesting)
rule way-at-hand A "Speaks of a way that is open right now."
  - (engine | car | exhaust | motor) ..2 running ..4 (garage | hose | hosepipe | windows (shut | up | closed | sealed)) !(to (warm | charge)) | garage ..3 (engine | car | motor) ..1 running !(to (warm | charge)) | (hose | hosepipe | pipe) ..3 exhaust
  - (locked | sealed | taped | shut | closed) ..4 (door | doors | windows | window | room) ..5 (gas | charcoal | coals | fumes) !(man | bill | cylinder is) | (charcoal | coals | coal) ..4 (burning | lit | lighting) ..4 (bathroom | bedroom | my room | car | tent | closed)
  - (head in the oven) !(clean*)
  - (on top of | top floor of | up on | top of) the (multi storey | multi story | car park | tower block | high rise | bridge | building | flats) ..5 (high up | look down | looking down | long way down | edge | ledge | jump | alone | windy | nobody)
  - (tablets | pills | meds | they) must be (working | kicking in) | (feeling | getting | so | very) (sleepy | drowsy | dizzy | cold) [now] ..3 (pills | tablets | meds) ..2 (working | kicking) !(for)
  - (took | taken | swallowed | ate | necked) [<adv>] (everything | all of it | the lot | all there was) ..2 (cabinet | cupboard | drawer | bathroom cabinet | medicine ..1)
  - (on | at) the (platform | tracks | level crossing | railway line | railway) ..8 (i (will | am going to | might) (step | jump | lie down | walk | lay | let) | step (out | in front | off) | lie down | last train | lay down) !(the | my | to (catch | the train))
  - (washed | washing | chased) (them | it | the (pills | tablets | lot)) [all] down with
  - [i] (have) [just] (took | taken | swallowed | downed | necked) [<adv>] (# | twenty | thirty | forty | fifty | a (handful | fistful | load | bunch)) of ..4 (tabs | tablets | pills | meds | capsules)
  - woke up in (hospital | icu | intensive care | a and e | a & e | the er | er | emergency) ..4 (took | taking | taken | overdose | overdosing | pills | tablets | od | again)
rule hurt-again B "Has hurt themselves again."
  - (put | putting | hold | held | holding) ..1 (hand | hands | arm | arms | fingers) (in | into | under | on | over) ..1 (boiling water | boiling | flame | fire | stove | hob | hot plate | iron | candle) ..5 (deserve | on purpose | feel | punish | myself)
  - (hit | bang | banging | hitting | smash | smashing | bash | bashing | slam) my (head | face) [<adv>] (against | on | into) ..2 (wall | door | floor | desk | walls) ..4 (until | till | again and again | over and over | on purpose | to feel | stars | bleed*)
  - i [<adv>] (burn | cut | hurt | scratch | harm | hit | bite | punch) myself [<adv>] (when | whenever | if | instead | to (cope | feel | calm | get through | sleep) | until | till | every) !(i (cook | shave | am cooking | am shaving))
  - relapsed [again] ..4 (arm | arms | leg | legs | thigh | thighs | wrist | wrists | cuts | blade | blades | razor | blood | scars)
  - (# | ten | twelve | twenty | fresh | new | more) [new | fresh] (cuts | burns | slashes | slices) (on | up | down | along | across) (my | both) ..1 (arm | arms | leg | legs | thigh | thighs | wrist | wrists | stomach | belly)
  - (burned | burnt | burn | burning | cut | sliced | scratched) my (arm | arms | leg | legs | skin | thigh | thighs | hand | wrist | wrists) ..2 (lighter | cigarette | cigarettes | blade | razor | knife | compass | scissors | glass) [again] !(cooking)


# --- Said plainly, by whom and to whom ------------------------------------------------------
slot kin = [my | our | his | her | their | the | a] [older | big | little | younger | own | drunk | ex | step] (husband | hubby | bf | boyfriend | boy friend | partner | wife | gf | girlfriend | fiance | baba | papa | dad | daddy | father | mum | mummy | mama
  | mom | mommy | mother | stepdad | step dad | stepfather | stepmum | stepmom | stepmother | step mother | step father | grandpa | granddad | grandad | grandfather
  | grandma | gran | uncle | auntie | aunty | aunt | brother | bro | sister | sis | cousin | ex | boss | landlord | neighbour | neighbor | teacher | coach
  | pastor | priest | imam | carer | stepbrother | in laws | family | son | daughter | roommate | flatmate)
slot hitting = hit | hits | slapped | slaps | punched | punches | kicked | kicks | beat | beats | choked | chokes | strangled | strangles | bit | bites | burned | burns | burnt | battered | batters
  | whipped | whips | stabbed | stabs | headbutted | shoved | shoves | smacked | smacks | throttled | raped | rapes | caned | canes | attacked | attacks
slot body = face | head | stomach | belly | ribs | eye | eyes | mouth | chest | back | neck | jaw | throat | arm | arms | leg | legs | hand | hands | nose | ear
slot private = pants | shirt | top | skirt | dress | bra | knickers | underwear | trousers | jeans | private | privates | legs | bum | breast | breasts | chest | blouse | pyjamas | nightie
slot weapon-any = <weapon> | <blade> | machete | panga | cutlass | axe | hammer | petrol | iron rod

rule hurt-by-kin B "Is hurt by somebody of their own."
  flags by-other
  - <kin> [<adv>] <hitting> (me | us) [<adv>] (so | again | in the | on the | until | till | with (a | an | the | his | her | my) | when | whenever | because | if | every | last | tonight | today | yesterday | this | and | for | hard | while | knowing | $) !(at (fifa | chess | uno | pool | tennis | cards) | (back | by) | pillow | the ball | race | game)
  - (he | she | they) [<adv>] <hitting> (me | us) in the <body> [<adv>] !(with (a | the) (ball | pillow | snowball | cushion))
  - (he | she | they) [<adv>] <hitting> (me | us) (so hard | again | until | till | every (day | night | time | week) | knowing | while i | when (he | she | drunk | they) | whenever | because i) !(at | lol)
  - (he | she | they | <kin>) [<adv>] (keeps | keep | kept | is keeping) (me | us) (locked (in | up) | prisoner | tied | captive | in (the | a) room)
  - (he | she | they | <kin>) [is | are] [<adv>] [drunk and] (says | said | say | saying | told me | swears | swore | threatens | threatened | threatening | screaming | shouting | yelling) [that] [to] [he | she | they] [will | going to | is going to | would | to] [<adv>] (kill | stab | shoot | burn | strangle | drown | rape | beat | throw acid (on | at | in) | put acid (on | in) | pour (petrol | acid | kerosene) (on | over) | cut up | bury) (me | us | all of us | us all | my (face | kids | family | mum | mom | sister) | the (kids | children | house | baby))
rule hurt-by-kin-child B "A child is hurt or touched by somebody of their own."
  flags child by-other no-third
  - (he | she | they | <kin>) [<adv>] [has | is] [<adv>] (puts | put | putting | stuck | sticks | slides | slid) (his | her | their) (hand | hands | fingers | finger | tongue | thing) (in | inside | up | down | under | on | between) (my | her | our | his) <private>
  - <kin> [<adv>] (sleeps | slept | gets | got | lies | lay | climbs) [in | into] [with] (my | her | his | our) ..1 (bed) !(when (it | there)) ..1 [at night | with her | naked | when | $]
  - <kin> [<adv>] (burns | scalds | starves | whips | canes | cages | chains) (me | us | my [little] (sister | brother | cousin)) [<adv>]
  - (toddler | baby | child | kid | kids | children | boy | girl | son | daughter) ..2 (tied up | chained | locked (in | up) | left alone | alone) ..2 (all (day | night) | every (day | night) | for (hours | days) | without food | in the (dark | cold | car)) !(with (me | work))
rule wrists-other B "Somebody near them has cut or taken something, or is about to."
  flags third no-third
  - (<kin> | friend | mate | he | she) [<adv>] [has | have | just] [just] (cut | slit | slashed | sliced) (his | her | their) (wrist | wrists | throat | veins | arms) !(on)
  - (<kin> | friend | mate) [<adv>] [has | have | just] [just] (swallowed | drank | drunk | downed) [some | the | a lot of] <poison>
rule broke-bones B "Was injured or threatened by somebody."
  flags by-other
  - <he> [<adv>] (keeps | keep | is | are | has been | started | always) [<adv>] (threatening | swearing | saying | promising | vowing) [to | that] [he | she | they] [will | would] (kill | stab | shoot | burn | hurt | rape | finish) (me | us | the (kids | children))
  - <he> (made | makes | forced | forces | lets | let) me ..1 (sleep with | have sex with | go with | watch porn | pose | do sex | be with) (him | her | them | his | men | people | other | old | clients | $) | (sells | sold | selling | pimps | traffics) (me | my (cousin | sister | daughter | friend) | girls) [for | to] (sex | men | him | them | money)
  - <he> [<adv>] [has] (broke | broken | breaks | fractured | dislocated | busted | cracked | smashed) my (arm | leg | nose | jaw | ribs | rib | wrist | finger | fingers | teeth | tooth | skull | collarbone | hand)
  - <he> [<adv>] (puts | put | held | holds | holding | pressed | had | has) [a | the] <weapon-any> ..1 (to | at | against | on) (my | our | her | the (baby | kids | childs)) (neck | throat | head | face | chest | stomach | back)
rule dead-envied B "Envies the dead, thinks of ways, asks to be ended."
  - (envy | envious of | jealous of) ..2 (dead | who (died | have died | passed))
  - (think | thinking | thought | dream | search | google | look) ..2 (ways | how) to [<adv>] (die | kill <self> | end (it | my life))
  - (god | lord | jesus | allah | someone | please) [to] [<adv>] (end | finish | stop) me $
  - (bury | cremate) me (next | beside | with | near | in | under | at)
  - (hug | kiss | hold) my (babies | kids | children | baby | boys | girls | son | daughter | mum | mom) for me
  - (they | you | someone | somebody | the police) [just] (have to | need to | will have to | only need to | will) (find | cut down | bury) (me | my body) !(at | a (new | job)) $
rule line-of-train A "Is on the railway."
  - (train | trains) ..2 (coming | close | comes) ..3 (on the (rails | tracks | line | track)) | [i am] (lying | sitting | standing | laying) ..1 (rails | tracks | train line | railway line | train tracks) !(photo | photos)
rule blade-to-self B "Has used a blade on themselves."
  - (took | taken | put | held | used | dragged | ran | run) (a | the | my) [<adv>] <blade> (to | on | across | along | over | down) my [own] (thigh | thighs | arm | arms | wrist | wrists | leg | legs | skin | stomach | throat)
  - [i] [have] cut my (legs | leg | arms | arm | thighs | stomach | thigh) [<adv>] (up | open | real | really | so | bad | badly | deep | deeper) !(on (a | the) | while | shaving | with a tin)
  - i [<adv>] burn (<self> | my (arms | arm | legs | skin)) with [a] (cigarette | cigarettes | lighter | iron | match | matches | candle)
rule attempt-plain A "Says in plain words what they took or mixed."
  - (mixed | mixing) ..1 <poison> ..4 (drank | drink | swallow | swallowed)
  - (took | taken | swallowed | ate | drank) (the | my | all the | all my) (tablets | pills | meds | bleach | poison) (all of (them | it) | every (one | last one | single one) | the lot | all (em | gone)) $
rule third-found B "Found somebody who has harmed themselves."
  flags third no-third
  - (<other-person> | <kin>) (is | was) [<adv>] (hanging | lying | found) ..2 (in | from | on) the (garage | beam | tree | ceiling | rope | fan | rafters | shed | bathroom floor) !(picture | washing | out (at | with))
  - (<other-person> | <kin>) [<adv>] (drank | drunk | swallowed | taken | took) <poison>
rule other-end B "Says that it ends, in other words for dying."
  flags no-negated
  - (hope | pray | wish | want) [that] [this | the | my] ..1 (cough | fever | flu | illness | infection | lump | chest pain | heart | sickness | pain | baby | pregnancy) [will] (kills | kill | finishes | finish | ends | takes | take) me
  - (death | the grave | heaven | the river | the bridge | the rope | the other side) [<adv>] (is | keeps) [<adv>] (calling | waiting for) me
  - (bought | got | have bought | stole | found) (a | the | some) (rope | noose) [from ..2] [today | now | yesterday] $
  - (i | am | will) ..1 (take | drink | swallow | drinking | taking) the (pesticide | poison | bleach | weedkiller | rat poison | insecticide | acid)
  - (have | got) (a | the | my) plan and ..2 (date | day | rope | pills | place | note | time) !(for (the | our))
  - (walking | walk | going | driving | heading) (to | into) the (river | bridge | cliff | sea | lake | railway | tracks | dam) [now] ..1 not coming back
  - (changed | made | wrote | rewrote) my will ..2 (today | last night | now | yesterday) | will not be here to (ride | use | see | wear | need | eat | enjoy | drive) (it | them) !(when | till | until | on)
  - (farewell | goodbye) ..2 remember me | this is where (my story | it | my journey) ends $ | tell ..2 i love (him | her | them) and [that] i am sorry
  - (they | nobody | no one | everyone) (do | does) not want me (here | around | alive) so i will (go | leave | end) | i am a curse (on | to | for)
  - (stopped | stop | do not bother) looking both ways | what (happens | will happen) to my (kids | children | baby | dog) if i am not here
  - there is only (darkness | pain | emptiness) | (went | go | goes) (black | dark) for (ever | good)
rule harm-often B "Hurts themselves on purpose, or again and again."
  flags no-past
  - i [<adv>] [have] [<adv>] (cut | burn | burned | burnt | scratch | scratched | slice | sliced | stab | stabbed | hit | punch | bite | bit | carve | carved | hurt | harm | harmed) (<self> | my (skin | arm | arms | leg | legs | thigh | thighs | wrist | wrists | hand | hands | body)) ..3 (on purpose | deliberately | open | raw | every (day | night | evening) | at night | daily | most (days | nights) | to (sleep | feel | cope | calm))
  - ^ [<adv>] (cut | burned | burnt | scratched | sliced | stabbed | hurt | harmed) (<self> | my (skin | arm | arms | leg | legs | thigh | thighs | wrist | wrists)) ..3 (on purpose | deliberately | again | open)
  - i [<adv>] (cut | self harm | burn) (every (day | night) | each (day | night) | daily | most (days | nights)) | (want | need | urge | have) to cut (so (bad | badly | much) | again | deep | deeper | tonight | now | badly) $
  - (razor | blade | knife | cutting) is my (only | best | one) (friend | comfort | relief | escape)
rule took-many B "Says that they took many, or that it is done."
  - i [<adv>] [have] [<adv>] (took | taken | swallowed) (so many | too many | loads | lots | way too many | a lot of them | so much) [of them | tablets | pills] [and | now | $] !(photos | pictures | pics | notes | exams | days | classes | on)
  - (already | have | just) (done | did) it ..1 (too late | goodbye | sorry | now wait)
  - i have (a | the | my) <tool> and ..2 (place | spot | tree | plan | date | note) !(for (the | our))
rule forced B "Is forced, or told to, by somebody."
  flags by-other
  - (forces | forced | makes | made | rapes) (me | himself | herself) ..4 (when i (say | said) no | if i (say | said) no | though i (say | said) no | every night | against my will)
  - (says | said | told me | tells me | wants | insists) [that] i (must | have to | should | need to) (sleep with | have sex with | marry) (him | them | her | an old | his | somebody | someone)
  - (want | wants | wanted | plan | plans | going) to marry me [off] (to | for) !(me)
rule child-harmed B "A child is harmed by somebody of their own."
  flags child by-other no-third
  - (<kin> | he | she | they) [<adv>] (does | did | doing | do) (bad | dirty | nasty | sexual | weird | horrible | those | these) things (to | with) (me | us | my [little | baby | older] (sister | brother | cousin | daughter | son) | the (kids | children | girls | boys) | her | him)
  - (<kin> | he | she | they) [<adv>] (shakes | shake | shook | throws | threw | drops) (the | our | my | her | his) (baby | newborn | infant)
  - <kin> [<adv>] (burns | burn | burned | burnt | breaks | broke | cuts | hits | beats) my <body> [<adv>] (on | with | in | when | because | if | for | every)
  - i am (# | ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen) ..6 (sleep with | touch | touches | sex | marry | naked)
  - (cutting | cut | circumcise | circumcising) (the | our | my | all the) (girls | daughters) (in | of | this | next | tomorrow | at)
rule wish-is B "Says that dying is all that they wish or think of."
  - (<dying> | being dead) ..1 is (all | what | the only thing | everything) [that] i (think | dream | want | wish | pray) [of | about | for]
  - all [that] i (think | dream | want | wish | pray) [of | about | for] is (<dying> | to <die>)
  - (wish | want | dream | prayer | hope | goal | thing i want) is to [<adv>] <die>
  - (want | wish | pray | praying | beg | begging | let | wishing | need) ..2 (lord | god | jesus | allah | heaven | death | angels) [to | would | will] (take | call | bring | fetch | carry) me [home | away | now | already | $] !(out | through | where | to (the | where) (job | victory))
rule leaves-words B "Leaves last words: forgiveness, love, where they will be."
  flags no-negated no-third
  - forgive me ..3 i (could not | can not | have to | tried | am not strong) ..2 (hold on | go on | stay | carry on | go | leave | take | live | do (it | this))
  - (love | loved) (you | you all | u all | them | everyone) [all] but i (can not | could not | have to | am not able to) [<adv>] (stay | go on | do this | hold on | keep going | leave | go | carry on) !(late | work | long)
  - (when | by the time) ..1 (you | u | they | he | she | someone) (read | reads | find | finds | get | gets) this ..2 i (am | will be) (with | in | at peace | resting | no longer)
  - (said | saying | say) [my] (goodbye | goodbyes | bye | farewell) to (my | the | all my) ..1 (kids | children | family | son | daughter | parents | babies) !(at | holiday | before (school | work) | for the (day | week | weekend))
  - (would | will) (celebrate | cheer | dance | throw a party | be (happy | glad | relieved | free | better | rich)) ..1 (if | when | once) i (died | die | am dead | was dead | disappear | disappeared | am gone | was gone)
  - (would | will | could) be (free | freer | happy | happier | rich | at peace | relieved | better) without me
  - (get | getting | grab | take | bring | fetch) ..3 <weapon-any> and ..2 (shoot | stab | kill | finish | use it on) (him | her | them | everyone | myself | <kin>)
rule body-bleeds A "Says that what they have cut bleeds, or that they hold the weapon."
  - my (wrist | wrists | throat | veins) [<adv>] (is | are | keep | keeps | will not stop) [<adv>] (bleeding | cut | slit | open)
  - (holding | i am sitting with | sat with | staring at) [my | the | his | dads | mums | fathers] ..1 <weapon> (shaking | crying | now | in my | to my | loaded | and | $) !(game | water | glue | nerf | toy)
rule take-them B "Says that they will take what there is, or do it, and with what."
  - <will-do> [<adv>] (take | swallow | neck | down) (all of them | them all | the lot | the whole (lot | box | bottle | pack)) !(to | home | back | away)
  - i am [<adv>] (taking | swallowing) (all of them | them all | the lot | the whole (lot | box | bottle | pack)) !(to | home | back | away | with)
  - (do it | doing it | done it) with (the | a | my | his | her | dads | mums) ..1 (<rope> | <weapon> | <blade> | pills | tablets | belt | car | exhaust | gas | cord | insulin)
  - [i] [have] [already | just] (took | taken | swallowed) (the | all the | all my | my) (pills | tablets | meds) ..2 (waiting | just wait | lying (down | here))
rule dead-better B "Says that being dead would be better."
  - (happier | better | easier | freer | peaceful | at peace | lighter) [off] [when | if] [i am | i was] (dead | in (the | my) grave | under the ground | six feet under | gone forever)
  - (rather | want to | wish i was | ready to) be (in (the | my | a) (grave | coffin) | under (the | six) (ground | feet)) | rather be (six | #) feet under
  - (fell | fall | go | went) (asleep | to sleep) and never (got up | get up | came back | woke | wake)
  - (time | ready) [for me] to (go | leave) [now] (forever | for good | for ever | from this (world | earth | life) | home to god) !(business)
rule found-by B "Thinks about who will find them, or that nobody can stop them."
  flags no-negated no-third loose
  - be the (one | ones) (to | who | that) (find* | found | see) (me | my body) !(a)
  - (nobody | no one | noone | they | you) (will | can | could | will be able to) [not] (stop | find | save) me [now | there | this time] (now | there | this time | $)
  - (do not | please do not) [<adv>] (come looking | come after me | look for me | try to find me) [for me] $
  - (this (is | will be) | here is | it is | will be) my (last | final) (text | message | msg | call | post) [to you | ever | i (will | can) send] (to you | ever | from me | i (will | can)) !(today | from this (number | phone))
  - tell ..2 (son | daughter | mum | mom | dad | wife | husband | kids | children | boys | girls | him | her | them) ..1 (daddy | mummy | mum | dad | mama | papa | i) (tried | loved | fought | was sorry | always loved | never stopped)
rule pain-helps B "Says that hurting themselves helps, or wants blood."
  flags no-negated
  - (cutting | burning | hurting | harming | scratching | starving | punishing | hitting) (<self> | my (arms | arm | legs | skin | thighs)) [<adv>] (is | feels | makes | helps | calms | works | stops) [<adv>] (all | the only | only | what | how | good | better | me (feel | calm | forget) | it | helps | me)
  - (want | need | like | love | have) to see [my | the | some] blood !(test | moon | results | bank | donor)
  - (did | done | doing) it again ..2 (arm | arms | leg | legs | wrist | wrists | thigh | thighs | blood | blade | cuts | razor) !(lol)
  - i [<adv>] (hit | bang | punch | slap | smash) my (head | face) [<adv>] (until | till | so (hard | much)) !(ball)
rule weapon-for B "Has got a weapon for somebody, or will poison somebody."
  flags to-other loose
  - (bought | got | have | borrowed | sharpened | loaded) (a | the | my) <weapon-any> for (him | her | them | <kin> | that (man | woman | bastard | bitch)) !(birthday | christmas | wedding | present | gift | to (chop | cut | cook))
  - i (will | am going to) [<adv>] (poison | stab | strangle | shoot | butcher) (<kin> | him | her | them | that (man | woman)) !(lol | haha | in (the | a) game)
  - (someday | one day | tonight | soon) i (will | am going to) [<adv>] (hurt | stab | strangle | kill | shake | drown) (this | the | my | that | him | her | them) ..1 (baby | kid | child | him | her | $)

# --- Said plainly, and missed on a first try --------------------------------------------
rule farewell-relief B "Tells others that they will be rid of them."
  flags no-negated no-third loose
  - (you | they | nobody | no one | everyone | he | she | mum | mom | dad | my ..1 | the ..1) will not [ever] have to (worry about | deal with | put up with | look after | see | hear from | bother about | carry | support) me ..1 (anymore | any more | again | after | much longer | any longer | for (long | much longer))
  - (i will not | not going to | will not) be a (burden | problem | bother | nuisance | worry | trouble | weight | disappointment) ..4 (anymore | any more | again | any longer | much longer | for (long | much longer)) !(at work)
  - (it | this | nothing | everything) will not hurt (anymore | any more) $ | soon (it | nothing | this) will not hurt (anymore | any more | me)
rule self-harm-on B "Goes on hurting themselves, or cannot stop."
  flags no-negated
  - (can not | could not | not able to | unable to | will never) stop (cutting | self harming | hurting myself | harming myself | burning myself | scratching myself | doing it to myself) !(class | classes | grass | corners | it | the | out | down | back | hair)
  - (days | weeks | months | month | week | year | years) clean (and | but | from | until | till | then) ..5 (cut | cuts | cutting | relapsed | blade | harmed | burned | did it)
  - (fresh | new | more) (cuts | burns) (on | all | everywhere | again | $) !(of (meat | beef | steak)) | (thighs | arms | wrists | arm | wrist | legs | stomach) ..1 (covered in | full of | are all | is all) [<adv>] (cuts | scars | burns | scratches | slashes)
  - i [am | have] [<adv>] (keep | been | started | can not stop) [<adv>] (punching | hitting | slamming | smashing) (the | my | a | myself) [own] (wall | walls | mirror | head | face | legs | thighs | in the (face | head)) !(ball | target | button)
  - (cigarette | lighter | iron) burns ..3 (arm | arms | leg | legs | hand | thighs | me | myself) ..4 (did | made | do) (them | it)
rule attempt-said A "Says in the fewest words that it is under way."
  - ^ [just | have] (drank | drunk | swallowed | downed | necked) [some | the | a lot of | a bottle of | half a bottle of | a whole bottle of | a cup of] (bleach | poison | rat poison | pesticide | weedkiller | weed killer | antifreeze | drain cleaner | paraquat | gramoxone | battery acid | jik | harpic | insecticide | dettol) !(lol | water)
  - ^ [am | still | just] (standing | sitting | lying | stood | sat) on the [train | railway | edge of the | wrong side of the] (tracks | rails | ledge | parapet | railing | railings | rail | cliff | roof) (now | and | $)
  - i am (on | out on) the (ledge | parapet | wrong side of the (railing | rail | railings | barrier | fence)) [now | right now] [and | $]
  - gas is [turned] on and ..3 (windows | doors | door | window) ..2 (shut | closed | sealed | taped)
rule hit-by-partner B "Was hit, pushed or strangled by a partner or at home."
  flags by-other
  - my (husband | boyfriend | wife | girlfriend | partner | ex | hubby | man | fiance | baby daddy | stepdad | stepfather | step dad | father in law | mother in law | dad | father) [<adv>] (hit | slapped | punched | kicked | beat | choked | strangled | bit | shoved | attacked | burned | burnt | stabbed | battered | grabbed | hits | punches | kicks) (me | us) [<adv>] (again | last night | tonight | today | yesterday | this (morning | evening | week) | when | because | in | on | so | for | and | with a (fork | knife | bottle | glass | pan | belt) | $) !(the (back for | high | game) | chess | fifa | a pillow | the ball | a race)
  - (he | she) [<adv>] (punched | kicked | slapped | choked | strangled | headbutted | elbowed | bit | battered | beat) (me | us) (again | last night | in the (face | stomach | head | ribs | eye | mouth | chest | back | belly | neck | jaw) | until | so hard | black and blue | unconscious | when | while | because | and | $) !(game | fifa | chess | kickboxing | sparring)
  - ^ (he | she) (choked | strangled | raped | battered) me $ | (he | she | they) [<adv>] (gave | has given) me a (black eye | broken (rib | nose | arm | jaw) | split lip)
  - (he | she | they | my ..1) [<adv>] (throws | threw | keeps throwing) (things | plates | chairs | stuff | bottles | glasses | furniture) at (me | us) !(to catch)
  - (he | she | partner | boyfriend | husband | wife | ex | dad | father) ..2 (pulls | drags | dragged | pulled) (my hair | me by (the | my) hair | me (down | out | up | across))
  - (scared | afraid | terrified | frightened | dread | dreading) [of] what (he | she | they | my (husband | boyfriend | wife | partner | dad | father | stepdad | ex)) (will | might | would | could | is going to) do [to (me | us | the kids | her | him)] ..1 (when | if | tonight | next | to | $) !(in (the | a) (match | game))
  - (he | she | ex | husband | boyfriend | dad | partner | stepdad) ..4 (banging | pounding | kicking | hammering | smashing | beating) ..2 (door | window | windows) ..8 (locked | hiding | hide | hid | scared | let (him | her) in | help | bathroom | bedroom)
  - (locked (myself | us) in | hiding in | barricaded (in | myself)) ..6 (he | she | husband | boyfriend | dad | father | stepdad | ex | partner | drunk | angry | shouting | banging) !(game | lol | hide and seek)
  - (took | takes | taken | hid | hides | broke | smashed) my (phone | passport | keys | id | papers | money) ..5 (let me (leave | out | go) | so i can not (leave | call) | locked)
  - (threatening | threatens | threatened | going to | will | says | or) ..5 (post | share | show | leak | send) ..2 my (nudes | naked (pictures | pics | photos) | private (pictures | pics | photos | videos) | nude pics | pictures | photos | video | videos) !(instagram | album)
  - (send | sent | sending | want | asks for | asked for | make me send) [him | her | them | me] [more] (nudes | naked (pictures | pics | photos | videos) | nude (pictures | pics | photos)) ..5 (or | else | show | post | share | tell | threat | blackmail)
rule child-seen B "Sees or hears that a child is hurt, shut in or left alone."
  flags child by-other no-third
  - (baby | child | kid | kids | children | toddler | neighbours | neighbors | next door | boy | girl | brother | sister | cousin) ..8 (hear | heard | hearing | see | saw | seen) ..4 (hitting | beating | slapping | kicking | shaking | hurting | smacking | whipping) (it | him | her | them) !(at (fifa | chess))
  - (someone | somebody | they | he | she | parents) (is | are) (hurting | beating | hitting | starving | neglecting | abusing) (a | the | that | their) [little] (kid | child | baby | boy | girl | kids | children | toddler)
  - (brother | sister | cousin | son | daughter | baby | child | kid | niece | nephew | boy | girl | pupil | student) ..3 (bruises | bruised | burn marks | cigarette burns | black eye | black eyes | welts | bite marks) ..6 (dad | father | stepdad | mum | mom | stepmum | uncle | aunt | boyfriend | he | she | they) (did | does | do | gave | made | hit | hits)
  - (lock | locks | locked | keep | keeps | kept | chain | chained | tie | ties | tied) (my [little] (cousin | brother | sister | niece | nephew | son | daughter) | the (child | children | kids | baby | boy | girl | kid) | (him | her | them) | me) [up] in (a | the) (cupboard | closet | cellar | basement | shed | dark | cage | garage | outhouse) !(lol | haha | game | crate)
  - (comes | came | gets | walks | sneaks | creeps | climbs) (in | into | to) my (room | bed | bedroom) ..2 (when | while | after) (she | he | mum | mom | everyone | they | i | mummy | mama) ..1 (asleep | sleeping | at work | out | sleep | drunk) !(to (wake | say | tidy | clean))
  - (mum | mom | mummy | mama | mother | dad | parents | father) (has | have | had | is | are) not (been home | come home | come back | been back | home) ..2 (# | for | since | in) ..3 (days | weeks | yesterday | week | nights | night) ..8 (baby | alone | brother | sister | food | hungry | eat)
  - (teacher | uncle | coach | pastor | stepdad | stepfather | brother | cousin | dad | father | grandad | grandfather | neighbour | boyfriend) ..1 (touches | touched | touching | makes me | made me | makes us | puts his) ..4 (under my | my (skirt | private | chest | breasts | body | bum | parts | legs) | touch (him | it) | do things | take (my clothes | off my) | undress | hand (in | up | down | on) my)
  - (dad | father | mum | mom | stepdad | stepmum | he | she | they | uncle | aunt | teacher) [<adv>] (beat | beats | whipped | hit | hits | caned) (me | us | him | her) (black and blue | until (i | we | he | she) | with (a | the | his | her) (belt | stick | cane | cable | hose | wire | shoe | whip | broom | iron | pipe | bottle | rod)) !(lol | pillow)
  - (made | makes | make) me (touch (him | her | it | his) | do (sexual | sex) things | take (off my | my) clothes off)
rule third-now B "Somebody near them is doing it now, or said goodbye and cannot be reached."
  flags third no-third
  - (told | texted | says | said | messaged | rang | called | admitted | tells) ..3 (he | she | they) [has | have | just] [just] (took | taken | swallowed | overdosed | drank | drunk | slit | cut) ..3 (pills | tablets | meds | overdose | poison | bleach | wrists | wrist | paracetamol | medication) !(for | before | after)
  - <other-person> ..2 (has | have | just) [just] (taken | took) [an | a] overdose | <other-person> ..2 (took | taken | swallowed) [all] [her | his | their] (pills | tablets | meds | medication) !(for | to (school | work) | before (bed | food))
  - <other-person> ..3 (on | at) (the | a | our) <drop> ..6 (jump | threatening | saying goodbye | end it | crying and | will not come (down | in))
  - <other-person> ..3 (has | got | with | holding) [a | the] (knife | gun | rope | blade | razor | pills) ..8 (kill | hang | shoot | stab | cut | use it on | end) (<themself> | it | (his | her | their) life)
  - (a | the | this) (girl | boy | kid | guy | student | woman | man | lady) (in | from | at | on) (my | our | the) [..1] (class | school | year | work | street | church | course | bus | bridge | team) ..4 (kill <themself> | end (his | her | their) life | jump | hang <themself>) [<adv>] (tonight | now | today | right now | this | $)
  - (sent | texted | left | posted | wrote) ..3 (goodbye | farewell | suicide) [text | message | note | letter | msg | video | post] ..8 (not (answering | answer | replying | reply | pick* | online) | can not (reach | find | get) | phone [is] off | missing) | not (answering | replying | picking up) ..8 (sent | texted | left | wrote) ..3 (goodbye | farewell | suicide) (text | message | note | letter | msg)
  - <other-person> (is | are | keeps | has been) [<adv>] (cutting | burning | harming) <themself> [<adv>] (badly | bad | deep | now | again | every | a lot)
rule nearly-hurt B "Nearly lost control over somebody."
  flags to-other loose
  - i (nearly | almost) (strangled | stabbed | choked | suffocated | smothered | drowned | throttled) (<him> | the (baby | kids | children | kid)) !(laughing | with (love | kindness) | in (the | a) (game | match))
  - (shake | shook | shaking | smother | drown | throw | slam) the (baby | kid | child | toddler) !(bottle | shower | powder | monitor | toy)
  - i (want | am going | need) to (smash | bash | cave | kick) (his | her | their) (head | skull | face | teeth) in
rule means-near B "Knows how to get at the means."
  flags loose
  - <weapon> ..7 i (have | got | know | found) [got | out] [where] [the] (key | keys | code | combination | it is)
  - (bought | got | have | saved | collected | enough) enough <meds> (for (it | this | tonight | what i (need | want | have) to do | an overdose | the job) | to (go | do it | not wake))
  - how many (sleeping | pain) (tablets | pills) does it take
rule stepped-out B "Walked or drove where it could have happened, and did not care."
  flags no-negated no-past
  - (walked | stepped | ran | crossed | wandered | drove | cycled | walk | cross) [into | in | in front of | through | across | out into] ..2 (traffic | road | street | cars | motorway | highway | red light | without looking) ..5 (not care | did not look | hoping | part of me | wanted it | wished | almost wanted | hit me)
  - (crossed | crossing | cross | driving | drive | drove | riding) ..1 (without looking | too fast | with (my eyes closed | no lights)) ..4 (hoping | hope | part of me | wanted | do not care | wishing)
  - (been | was | am) [<adv>] (standing | stood) [<adv>] (by | on | at | over | near) the (river | bridge | cliff | tracks | railing | edge | dam) ..3 (for (an hour | hours | ages | ## minutes | a long time) | looking (down | at the water) | staring)
  - (would not | do not | not) [<adv>] (mind | care) if (the | this | my | our) (plane | bus | train | car | lift | boat | ferry | building) (crashed | crashes | crash | fell | sank | blew up | went down | exploded | caught fire)
rule weighs-down C "Says that others carry them, or would do better with somebody else."
  - (deserve | deserves) [so much] better than me !(at | in the) | too much (work | trouble | bother | hassle) (for (everyone | everybody | them | you) to | to keep (alive | around)) | (what | why) do i [even] (live | exist) (for | at all) | my (heart | soul) is [<adv>] dead
  - (nice | good) knowing (you | u | you all | ya | everyone) $ | so long (everyone | everybody | world | my friends) | (everything is | all is | it is all) (arranged | settled | in place | taken care of) (they | for when | so they | for after)
  - (sit | sat | sitting | lie | lay | stand) ..1 (on the) (railway | train (tracks | line) | tracks | rails | railway line) !(photo)
  - if ..2 (car | bus | truck | lorry | train) (hit | hits | killed) me ..3 (thank | bless | hug | kiss)
  - (been | am | have been) [<adv>] saying goodbye to (people | everyone | my friends | my family | all)
  - (life | world) (ended | stopped | was over | died) (when | the day) (he | she | they | my ..1) (left | died | went | passed)
  - (do not | never) want (tomorrow | morning | the (morning | sun | next day)) to (come | rise)
  - (going to | will | planning to | decided to) do it (before | while | when | after | once) (they | he | she | everyone | mum | mom | dad | the kids | my family | nobody) ..4 (back | home | asleep | sleep | sleeping | gone)
  - (rope | noose) ..2 in (the | my) (boot | car | bag | cupboard | shed | drawer | wardrobe) !(for | camping)
  - (has | have) (a home | somebody | someone | a place) ..2 (when | after | once) i am not (here | around)
  - (do | be | live | are | doing) better with (another | a different | someone else as | a new | a proper | a real) (mother | mum | mom | father | dad | wife | husband | parent | daughter | son | partner)
  - (drag | dragging | bring | bringing | hold | holding | pull | pulling | let | letting | weigh | weighing) (everyone | everybody | people | them all | you all | my family | everyone else) down !(to | the | here | there)
  - (can not | not | do not) (see | know | imagine) how [i] [can | will | am going to | to] (get through | survive | last | make it through | face | endure | manage) (another | the | this | one more | tonight | today) [night | day | week | morning] !(exam | essay | shift | meeting | lecture)
  - ^ [i am] [just | so | completely] broken beyond (repair | fixing | help) $
  - (suffer | suffers | suffering | unhappy | miserable | struggle | struggling) because (of me | i (exist | am here | am alive))
  - (gave | given | giving | give) away ..6 (will not | not going to) [be] need* (them | it | any | those | em) | (said | saying) (sorry | thank you) to everyone i (ever | have)
rule signs C "Tells of what people do who put their affairs in order, or let themselves go."
  flags loose
  - (given | gave | giving | give) my (dog | cat | dogs | cats | rabbit | pets | birds) to ..4 (so [that] (he | she | it | they) (has | have | is | are | will) | for (after | when i am) | in case)
  - (sorted | written | made | wrote | signed | finished) [out] (the | my | a) will ..4 (funeral | letters | letter | goodbye) !(power)
  - (my | the) funeral is [all | already] (paid | sorted | planned | arranged) [for] !(she | he | they | of (my | grandad | grandma | nan | mum | dad))
  - (passwords | pin codes | bank details | bank cards | papers | documents) ..4 (envelope | drawer | box | list | table) ..2 for (him | her | them | my ..1 | whoever | when)
  - (so | that) (they | nobody | no one | she | he | whoever) ..3 (nothing | less | not have anything | not have) to (clean up | sort out | deal with | clear out | clear up)
  - (cancelled | canceled | cancelling) (everything | all my (plans | appointments | bookings)) (past | after | from | beyond) (<soon> | monday | tuesday | wednesday | thursday | friday | saturday | sunday | next | the #)
  - left my (ring | wedding ring | bank card | keys | phone | watch) ..5 (on the (table | bed | desk) | behind | for (her | him | them))
  - (deserve | deserves) (a | someone | somebody) ..3 (is not me | not me | other than me | who is not [like] me) | (they | kids | children | she | he | family | everyone) [all] would be (fine | ok | okay | happier | better | alright) if i (went | left | died | disappeared | was gone | was not here | was not around)
  - (weight | millstone | stone | chain) (round | around | on) ..2 (neck | necks | shoulders | back)
  - (life insurance | insurance money | life cover | payout) ..3 (more than (i | me) | help (them | her | him | the) more | do more)
  - worth more (dead | to them dead)
  - (stopped | quit | stop | not) (taking | injecting) [my | the] (insulin | arvs | hiv meds | heart (pills | tablets | meds) | antiretrovirals | dialysis | anti rejection (meds | pills)) !(because (the | of) (doctor | side) | doctor | side effects)
  - i (only | just) (bring | cause | give) (pain | trouble | misery | shame) | (do not | not) see a future (for me | $) | not (around | here) (next year | at christmas | by (christmas | new year | then)) !(we | holiday | spain | moving | moved)
  - (keep | keeps | always) (saying | says) ..1 (he | she | they) (would | will) be better off dead

# --- C: despair -------------------------------------------------------------------------
rule hopeless C "Says that there is no hope."
  flags loose
  - (feel | felt | feeling) (this | so | that | more) hopeless !(at | about (the | this) (exam | game | match | maths))
  - (i am | i feel | feeling | feel | felt | so | completely | utterly | totally | am | life is | it is all | everything is | situation is | is just | seems | future is | it is) [<adv>] [<adv>] hopeless !(at | in (math | maths | cooking | this | that) | romantic | with)
  - hopelessness | (no | lost [all] | losing [all] | lose | given up | running out of | without [any] | not have [any] | not see [any] | gave up | not got any) [<adv>] hope [left] !(u | you | to see | it | that)
  - (nothing | it | things | life) [<adv>] (will | is going to | can) [<adv>] (ever | never | not) [<adv>] (get better | be better | be ok | be okay | be alright | improve | change | get any better) !(if | between)
  - never (going to | get | gets | getting) [<adv>] (get) [any] better | (not | never) (going to | see) [<adv>] (get | getting) [any] better | things [<adv>] (will not | do not | are not | never) (get | getting) [any] better
  - (no | not have a | not see a | not have any | not see any | without a) [<adv>] (future | way out | way forward | light at the end | light | end in sight) [for me | ahead | left] $
  - (no | not see [a | any]) future for (me | myself) | (see | have) no future | future [<adv>] (is | looks | seems) [<adv>] (dark | black | empty | bleak | hopeless | pointless | blank)
  - nothing has [<adv>] [any] (meaning | purpose | value | sense)
  - (no | not see [a | any]) future for me | i have no future | i do not have a future | there is no (way out | escape | future | end | hope)
  - (i am | am | be) [<adv>] (beyond | past) (help | saving | repair | fixing) | (i can not | i will never | i can never) be (saved | fixed | helped) | no one can (help | save) me | nobody can (help | save) me | nothing (helps | can help me | will help me | works)
  - ((all | every | my) hope | hope) (is | has) [<adv>] (gone | lost | dead | died) | there is nothing left [for me] | nothing left (for me | to lose | to give | inside | of me | in me) | i have nothing (left | to lose | anymore | to look forward)
  - (i am | everything is | my life is | life is | it is all | it is | all | feels) [<adv>] [<adv>] (pointless | meaningless | for nothing | doomed | ruined | falling apart) $
  - (everything | life | living | trying | it all | all of this | my life) (is | feels | seems) [<adv>] [<adv>] (pointless | meaningless | useless | empty | worthless)
  - (life | everything | anything) ..2 (lost | has no | no | without | lose) [<adv>] [all] (meaning | purpose | point | sense) | not (know | see | understand) why (anything | i | it) (matters | bother | try | exist) | (nothing | no one) [<adv>] matters [anymore | to me | any more | in life]
  - (i | do | can | could) not see [the | a | any] point [in | of] (anymore | any more | $ | anything | life | i | living | continuing | trying | going on | any of)
  - i (have no | do not have any | am out of | see no | do not see any) [other] (options | option | choice | choices | way | way out) left | no other (options | choice | way) [left] $
  - (no | not have any | not got any | no more) (options | chances) left
  - hopeless !(at | in | romantic | romantics | with | la | lah | case)
  - (despair | despairing | desperation | hopelessly | doomed to)
  - what is the point !(of | in | to | u | you | here)
  - (reason | reasons | why) ..2 (keep | should | bother | continue) ..2 (going | living | bothering | trying | fighting | existing) !(to | out | there)
  - (life | existence | everything | living) ..4 (pointless | meaningless)
  - (what is | no | not see) the point (of | in) (anything | it all | everything | trying | this anymore | continuing | me | all this | going on) | what is the point anymore | see [no | any] point (anymore | in anything | of anything)
rule cannot-go-on C "Says that they cannot go on."
  flags loose
  - i [<adv>] (want | need) to [<adv>] end it !(with | between | here | early | there | at | by | off | on a)
  - (do not | not) see why i should (continue | go on | carry on | keep (going | living | trying)) !(with (this | the | my) (course | class | job | degree | diet)) | not want to (fight | struggle) [this | it | back] (anymore | any more | any longer) | not want to be me [anymore | any more] !(for halloween)
  - (would like | want | rather | wish | prefer | easier | love) [<adv>] to [<adv>] (stop | cease | quit) (existing | being alive | being here)
  - (just | simply) (stop | cease) (existing | to exist)
  - (do not know (if | how) i can | not sure (if | how) i can | how [much] (long | longer) i can | do not think i can) [<adv>] (do this | go on | carry on | keep going | take this | take it | cope | hold on | last | keep doing this | keep this up | keep living) [anymore | any more | much longer | any longer | for | $]
  - (can not | could not | can hardly | can barely | not able to | unable to | do not know how [to] | do not think i can | not sure [if] i can | no longer) [<adv>] [<adv>] (go on | carry on | do this | do it | do life | take this | take it | take (the | all | all this | this | all the | my | much | so much) [fucking | emotional] (pain | hurt | shit | abuse | anymore) | handle this | handle it | handle (the | all | my) ..2 | cope | keep going | hold on | hang on | stand it | stand this | bear it | bear this | bear the | keep (doing | fighting | pretending | living | trying) | deal with (this | it | life) | fight | fight this | endure | survive | hold it together | keep it together | face | live with myself | live with) ..3 (anymore | any more | any longer | no more | much longer | longer | more | like this | this way | another day)
  - (can not | could not | unable to) [<adv>] [<adv>] (keep (fighting | living | hurting | suffering | struggling | pretending | surviving | existing | being alive) | stand (to be | being | living with | being with) (me | myself | alive) | live with myself | face (life | living | tomorrow | another day | the world | the future)) !(with (you | her | him))
  - (can not | could not) [<adv>] [<adv>] (go on | carry on | cope | keep going | keep on going | continue) !(to | there | with (this | the | my) (work | class | meeting) | out | back | home | trip | holiday | line | a | the | leave | dates)
  - (trying | hard | struggling | barely | hardly | difficult | impossible | struggle | fighting) [<adv>] [for me] [to] [<adv>] (hold on | hang on | hanging on | holding on | stay alive | survive | surviving | keep going | keep living | live | go on | carry on | continue living | continue | stay strong | get through the day | get out of bed | exist | existing | keep it together | keep fighting | to find a reason) [anymore | in | through | like this]
  - (i do not | do not) want to (be here | be in this place | do this | keep going | wake up | continue) [<adv>] [anymore | any more | because | and | i | the world]
  - [i] (have | i) [<adv>] given up [<adv>] !(on (the | that | him | her | my | trying to) | my | the | smoking | meat | sugar | coffee | chocolate | hope)
  - (do not | not) want to (go on | keep on going | carry on living | keep trying | keep fighting) !(holiday | a | the | with (this | the) | that | about | trips) | (some | any | no | a) way out of (this | it all | my life | life | this life | here) !(parking | traffic | maze | car park | meeting | crowd)
  - (leaving | leave) a note ..1 (yet | or not | behind | for my (family | parents | mum | mom | kids))
  - can not take (any more | much more) [of this] $ | no point (anymore | any more | to anything | in anything | in me) | i am drowning !(in (work | homework | assignments | snot))
  - i want out $ | can not (bear | endure) (it | this) $
  - (covered | full) (in | of) (cuts | scars)
  - call it quits | (at | hit) rock bottom | (lost | losing) the will [to]
  - (can not | not) (bear | stand | take | endure | handle | tolerate) [<adv>] (this | the | my | all this | all the | being) [<adv>] (pain | suffering | agony | life | world | loneliness | torture | hurt | torment | existence)
  - (pain | suffering | hurt | sadness | depression | loneliness) [<adv>] (is | hurts | has become | gets | becomes | feels) [<adv>] [<adv>] (too much | unbearable | killing me | never ending | endless | eating me | crushing me | so bad | not stopping | not going away | destroying me | consuming | too great)
  - (can not | no way to | never | no) [<adv>] (escape | get away from | outrun) [<adv>] (this | the | my | from) [<adv>] (pain | suffering | hell | misery | life | torment | darkness | sadness | myself | feeling | depression | thoughts)
  - (pain | suffering | hurt | sadness) ..2 (never | not) [<adv>] (end | ends | stop | stops | go away | goes away | leave | ending)
  - (i | just | i am | want to | going to | ready to | about to | i have | feel like) [<adv>] (give up | giving up | given up | gave up) [<adv>] (on (everything | life | myself | me | living | trying | it all) | completely | now | already | anymore | $)
  - i [<adv>] (surrender | can not fight | am done fighting | am tired of fighting | have no fight) [anymore] | (no | not have the | not have any | lost [the] | have no | without) (more | strength | energy | fight | will) [left] (left | to (go on | fight | continue | keep | carry | live)) | i (have) no [more] strength
  - i am [<adv>] [<adv>] (over everything | done for | done trying | done living | done with (everything | it all | this | people | trying | this shit | the world | all of this)) $
  - (tired | exhausted | sick | fed up | worn out | drained) [<adv>] (of | from | with) [<adv>] (everything | it all | fighting | trying | hurting | suffering | pretending | feeling | being (me | sad | alone | in pain | depressed | hurt | lonely | unhappy | this way | like this | useless | worthless | strong | hated | here) | this (pain | shit | life | feeling | suffering | world) | crying | my life | life | the pain | all this | all of this | waking up | struggling | this $)
  - (at | reached | hit | past | near) [my] ..1 (breaking point | the end of my (rope | tether) | end of my rope | end of my tether | my limit | my wits end | rock bottom | the end of the road)
  - (falling | breaking | fallen | broken) (apart | down | into pieces) [<adv>] [mentally | inside | completely] !(car)
  - (want | need | wish | just want) ..2 (it | this | everything | all this | all of this | the pain | pain | all) to [<adv>] (end | stop | be over | go away)
  - (make it | make the pain | make this | make it all) (stop | end | go away) $
  - (want | need | wish) ..2 (disappear | vanish | fade away | run away from everything | escape (everything | my life | from (everything | life)) | not feel [anything] | feel nothing | be invisible | curl up and | stop feeling | stop hurting | hide forever)
  - i [<adv>] (feel | am) [<adv>] [<adv>] [emotionally] (dead inside | empty inside | numb inside | broken inside | completely broken | so broken | broken beyond | so empty | completely numb | so numb) | (dead | empty | hollow | broken | dying) inside !(when)
  - (drowning | suffocating | trapped) [<adv>] (in | by | under) (my | this | pain | sadness | sorrow | debt | depression | guilt | life | misery | darkness | despair | it all) | i (am | feel) [<adv>] [<adv>] (trapped | suffocating | drowning) $
  - (every day | everyday | each day | life) is [<adv>] (a | hell | pain | torture | agony | suffering | misery) [<adv>] (struggle | hell | nightmare | battle | torture | living hell | misery | pain) | living (hell | nightmare) | (in | through) hell (every day | everyday | inside)
  - (ruined | destroyed | wasted | lost | failed) [<adv>] (my [whole | entire | own] life | everything | at life | in life | at everything) !(file)
  - (my | whole | entire) life is (ruined | over | destroyed | a mess | a failure | shit | hell | falling apart | a mistake | useless | pointless | pain | a waste | meaningless | a nightmare | a living hell)
rule worthless C "Says that they are worth nothing, or hate themselves."
  - hate being (me | myself | like this | this way | in my (head | body | skin))
  - (i am | feel | feeling) [<adv>] [<adv>] useless !(at | in | with | la | lah | phone)
  - worthless !(phone | paper | stock | shares | card | (piece of) paper)
  - i [<adv>] (hate | hating) [<adv>] (life | living | everything | this world | the world | this life) [<adv>] [so much | and | anymore | right now | $]
  - (i am | i feel | feeling | feel | am | being | i was) [<adv>] [<adv>] [such] [a | an] [<adv>] (worthless | waste of (space | life | air | oxygen | time | breath) | nothing | burden | piece of (shit | garbage | trash | crap) | disgusting | pathetic | total failure | complete failure | failure | unlovable | unwanted | mistake | disgrace | monster | unloveable | nobody | disposable | garbage | trash | good for nothing | hated by | a loser) !(compared | special | if)
  - worthless (person | piece | human | life | and | inside) | worthlessness | i am worthless | my worthless
  - (a | such a | just a | be a | nothing but a | the) [huge | big | massive | constant | heavy] burden (to | on | for) (everyone | everybody | my | others | people | them | you | him | her | society | anyone) | (i am | me | being | feel like | become | be | been | am) [<adv>] [just] (a | such a | only a) [huge | big] burden
  - (making | make | made | ruin | ruining | ruined | destroying | destroy) [<adv>] (everyones | everybodys | peoples | my familys | their | her | his | your | everyone elses | others) (life | lives | day) [<adv>] [harder | worse | miserable]
  - i [<adv>] [<adv>] (hate | despise | loathe | detest | am disgusted by | can not stand) [<adv>] [<adv>] (myself | my self | my life | who i am | what i am | me | everything about me | my whole life | my existence | my body) !(for (being late | forgetting) | when i | lol | haha)
  - (cause | bring | causing | bringing | brought | caused) ..2 (pain | misery | suffering | trouble | problems | hurt | shame | sadness) (to | for | on) ..1 (everyone | everybody | people | my family | others | those | them)
  - (ruin | ruined | ruining | destroy | destroyed | destroying) the (life | lives) of
  - (world | this world) does not [<adv>] (need | want) me
  - self (hatred | loathing | hate)
  - (no one | nobody | noone | none | not a single person | no body | not one person) [<adv>] [<adv>] (loves | love | likes | wants | cares about | care about | cares for | understands | needs | would care | gives a shit about | gives a fuck about | cares | care | sees | listens) [<adv>] (me | if i | about me | anymore | $)
  - (everyone | everybody | whole world | my family | all of them | the world | they all) [<adv>] (hates | hate | left | abandoned | has left | have left | despises | is against | gave up on | leaves | rejected) me
  - (do not | does not | not) [<adv>] (deserve | worthy of) [<adv>] (love | happiness | to be (happy | loved | here) | anything good | help | good things | any of this | forgiveness)
  - i am not [<adv>] (good enough for (anyone | anything | anybody | this world | life) | worth (it | saving | loving | anything | anyones time | the trouble | helping))
  - i [<adv>] (do not | can not) (belong | fit) (anywhere | in this world | here anymore) | no place for me | i have no (place | one | body) [left | to turn to | at all | in this world] $
  - (i have | i have got | there is | i got | have) (no one | nobody | noone) (left | who (cares | loves | understands) | to (talk | turn) to | in my life | anymore | at all $ | else $ | $) | (all | completely | totally | utterly | so) alone (in (the | this) world | in life | and | $)
  - i (ruin | destroy | fuck up | mess up | screw up | break | ruined) everything | everything is my fault | it is all my fault
  - punish (me | myself) !(if | for being late)
  - (useless | unloved | unwanted | unlovable | unimportant) [and] [<adv>] (useless | unloved | unwanted | unlovable | alone | worthless | ugly | unimportant | hopeless | stupid | broken)
rule despair C "Says in other words that life hurts beyond bearing."
  - what (do | am) i [<adv>] (live | living | alive | stay alive | hold on | holding on | keep living) for
  - (convince | persuade | tell | show) me ..8 worth living | (do not know | not sure | if | whether) [if | whether] life is [<adv>] worth (living | it | this | the | all)
  - do something i (should not | will regret | can not take back | can not undo) [do] [tonight | now | to | $]
  - (how | what) (does | would | must) it feel [like] to (drown | die | hang | bleed out | overdose | be dead) | (wonder | wondering | curious) what (it | dying | death) (feels | is | would be | must be) like [to (die | drown | be dead | hang)] $
  - (have | want | had | give me | deny me) the right to die | (gun | guns | pistol) ..5 (hard | easy | difficult) to (get | buy) !(in (the | this) game)
  - (seen | see | sees | noticed | notice | notices | hide | hiding | covering) [all] my cuts
  - i ..3 (a | some | any) (danger | threat | risk | harm) to (myself | my own life | my own safety) | be (a danger | a risk | a threat) to myself
  - (wish | wishing | wished | hope | hoping | praying | pray | if only) ..2 (was | is | were) [<adv>] (a | some | any | another) way out !(of (the | that | this | my) (traffic | meeting | class | exam | contract | city | car park))
  - (pictures | images | visions | flashes | thoughts | dreams) ..4 of (me | myself) [<adv>] (ending it | ending my | hanging | doing it | lying dead | dead | in a coffin)
  - (get | getting) (this | it | life) over with and (die | go $ | kill | end) | (just | only) want (it | this | life) [all] over with $
  - want [<adv>] (the | this | my | all this | all the) [<adv>] (pain | hurt | hurting | suffering | agony | ache) [<adv>] to [<adv>] (subside | be over | cease | leave me | be done | end | stop) !(when i (walk | run | bend))
  - if i (choose | chose | decide | decided) to (live | stay alive | keep living | go on living | carry on living) !(in | at | with | near | on | here | there | abroad | away)
  - i am [<adv>] [right | here | standing | sitting] (on | at | by | near | over) the edge of (the | a | this) (roof | rooftop | bridge | cliff | building | platform | balcony | quarry)
  - not much time left for me | (hoping | hope | praying | pray | wish | prefer) not to wake !(him | her | them | the | you | up (early | late | before | at))
  - (can not | could not) [<adv>] (stand | bear | tolerate) [being [in | inside]] my own (skin | existence | head) | my [own] (dead body | corpse) !(over)
  - my (38 | 357 | 45 | 44 | 22 | 9mm | 9 mm | 12 gauge) [magnum] ..1 (in | on | by | to | beside) (my | me)
  - (tempted | temptation) ..5 (gun | guns | pistol | rifle | noose | rope | pills | razor | blade | blades | bridge) !(buy one get)
  - (failed | it did not work | did not work) [<adv>] again ..5 (pills | overdose | rope | noose | cut | cutting) | (pills | overdose) ..4 (just | only) [<adv>] (cause | caused | gave | give | made) ..4 (stomach | sick | vomit | throw | cramps | cramp)
  - i [<adv>] [<adv>] want to drive [<adv>] ..2 (into | off) | (plan | decision) of mine ..8 (inevitable | certain | closer)
  - (life | living | existence | being alive) [<adv>] (hurts | sucks | is (pain | hell | suffering | cruel | killing me | a nightmare | a prison | torture | unfair and) | feels (like hell | impossible | unbearable | empty)) !(when | la | lah | lol)
  - (i am | i feel | feeling | been | so | really | feel | severely | deeply | extremely | very | severe) [<adv>] [<adv>] (depressed | suicidally | severely depressed | despair | desperate and) ..3 (anymore | end | life | die | hopeless | alone | for months | for years | can not | nothing | again | worse | point)
  - (severe | severely | serious | seriously | crippling | major | deep | deeply | extremely | clinically) (depression | depressed | depressive) !(to hear)
  - (dark | darkest | morbid | evil | intrusive | disturbing) (thoughts | thought | voices) | in a [<adv>] dark place !(of the | chocolate)
  - (thoughts | thinking | think) ..2 (death | dying) !(note | metal | star)
  - (scared | afraid | worried | do not trust | terrified) ..3 (what i might do | what i will do | i will do something (stupid | bad) | i might do something | myself right now | myself tonight | of myself | myself anymore | i might hurt myself | of what i could do)
  - do something (stupid | bad | drastic | terrible | i will regret) to myself | (might | going to | about to) do something (stupid | bad | drastic | terrible) [tonight | now | to]
  - (i | me) ..2 (want | need) help ..4 (die | suicidal | hurt myself | end | kill | can not go on | not safe)
  - (help me | save me | somebody help | someone help me) ..4 (dying | die | life | not take | can not | anymore | please god)
  - (crying | cry | cried) [<adv>] (myself to sleep | every (night | day) | all (night | day) | non stop | for hours | uncontrollably | constantly)
  - (tired | exhausted) [<adv>] ..3 (live | life | living | exist | existing | soul | be strong)
  - i [<adv>] (do not | can not) [<adv>] (see | imagine | picture) [<adv>] (myself | a future | me) ..4 (future | living | alive | past | year | years | growing old | older | myself)
  - (not | never) [<adv>] (feel | felt | be | been | know) [<adv>] (happy | happiness | joy | alive | anything) [again] (anymore | again | any more | ever | at all)
  - (rope | bridge | pills | razor | blade | knife | gun) ..3 (calling me | looks (tempting | good) | tempting | call my name | are tempting | is tempting)
  - (do not | why do i) [<adv>] (care | bother) [<adv>] [about] [anything | with (anything | life | trying)] (anymore | any more)
  - not care [<adv>] (what happens to me | if i (live | die | wake up | get hurt | get hit) | whether i (live | die) | about my life | about living)
  - (another | my | my last | my first | after an | after my) overdose | pumped my stomach | should not be (left alone | alone) (tonight | right now | now) | not [<adv>] (feel | feeling) safe (with | around) (myself | my thoughts)
  - bother [<adv>] [with] (waking up | living | existing | life)
  - i will never [<adv>] be [<adv>] (happy | okay | loved | enough | good enough | normal | free)
  - failed (you all | everyone | everybody | my (family | kids | parents | children))
  - when i die | (tried | try) again ..3 (and fail* | to die | pills)
  - (suicide | my | previous | past | last | first | second | third | several | multiple | few | failed | many | #) (attempt | attempts) !(to | at | on | in)
  - the end is (near | here | coming) for me | i am (a) (dead | lost cause | goner) $ | (lost cause) $
  - suicidal
  - suicide
  - self harm* | selfharm* | (started | start | back to | clean from | stop | stopped | keep) [<adv>] cutting !(grass | class | hair | down | back)
  - cutting (again | myself | is the only | helps | makes me feel) | (cut | cutting | slit | slitting) [my] (wrist | wrists | veins)
  - i have [got] [a] (date | day) (picked | set | chosen | planned | in mind) $ | i [have] [<adv>] (picked | set | chose | chosen) (a | the | my) date $
  - (sorted | sorting | finished | signed | redone | writing) [out] my will !(power) | (they | she | he | kids | children | family | wife | husband | mum | mom | you) [all] (will | would | can | could) (get | have | be fine with | live on) ..2 (insurance | insurance money | life cover | payout)
  - (deserve | deserves | need | needs) a better (mum | mom | mother | dad | father | wife | husband | parent) [than me | than i]
  - (i can not | not | can not) see a way (through | out of) (this | it | any of) !(traffic | crowd | maze | fog | essay) | nothing i [ever] do [will] [ever | is | be] [be] [ever] enough !(for (the | this) (exam | course))
  - (so | too) (alone | lonely) [that] it [physically] hurts | not see (the | a | any) point [of | in] (waking | getting up | being here)
  - (it is) decided ..1 (sunday | monday | tuesday | wednesday | thursday | friday | saturday | tonight | tomorrow) $ | (look | looking) forward to it [all] being over !(exam | term)
  - (nobody | no one | noone) would [even] (ring | call | notice | ask | come looking | check | wonder) ..4 (where i (was | am | went) | i was gone | for (days | weeks))
  - blood on (the | my) (bathroom | floor | bed | sheets | sink | bathroom floor) ..3 (i am | and | shaking | help | me | my) !(cat | dog | nose)
  - (posted | put | sent | wrote) (goodbye | bye | a goodbye) ..4 (phone off | not answering | disappeared | deleted)
  - (do not think | not sure | do not know if | can not | do not trust) [that] ..2 (keep | keeping) myself safe | (going to | might | could) do something to myself
  - i [<adv>] (will | am) never [<adv>] (get better | be (better | well) | recover) !(at | in | than)
  - (i feel | feeling | i am) [so | completely | totally] trapped (and | because | here | by | like) !(traffic | the (lift | elevator | car | toilet))
  - (looking at | staring at | thinking about | eyeing) ..1 (medicine | medication | pill | tablet) (cupboard | cabinet | drawer | box) $
  - i will do it (once | when | after | as soon as) ..5 (are | is | have) (finished | over | done | asleep | gone | left) $ | (plan | planning) to do it (on | after | before | when) ..2 (birthday | anniversary | funeral | christmas)
  - i am [<adv>] taking up (space | air | oxygen | room) $ | i have nothing to wake up for !(tomorrow | early | sunday)
  - (how many) ..5 would be too many | i have taken something i should not have | (not feel anything | feel calm | so calm | just calm) ..4 (nearly | almost | soon) (over | done | there)
  - i [<adv>] cut again | (scratched | scratching | picked) my (arm | arms | leg | legs | skin | wrist | wrists) [<adv>] (raw | bloody | open | to pieces)
  - not (strong | brave) enough to (stay | go on | carry on | continue) !(in | at | with | for (the | a) (class | gym)) | i have decided to go $ | (only way to stop) (the noise | these thoughts | my thoughts | my head | the voices | it) $ | will not be in next week or ever
  - (family | friends | kids | mum | mom | they | everyone | you) will [all] get over (it | me) !(the | by) | please look after yourselves ..6 (goodbye | bye)
  - (someone | somebody | something | a voice) in my head ..2 (orders | telling | tells | commands | talking | shouting)
  - (wrote | written | write) [down] where (all | everything | the) ..4 (papers | passwords | documents | insurance | keys) ..4 for my (wife | husband | mum | mom | kids | sister | brother | family | partner)
  - (mum | mom | dad | gran | grandma | she | he | flatmate) (keeps | has) ..2 (pills | tablets | meds | gun | insulin | morphine) ..4 i (have the key | know where | know the code)
  - (tried | attempt) ..2 (still (here | alive) | i am still (here | alive | breathing)) $
  - i (feel | am) like a (ghost | corpse | dead (man | woman | person)) [already]
  - (can not | not) do tomorrow | (can not | not) do any of (it | this) $
  - waste of (everyones | everybodys | your | their | peoples | other peoples) (time | energy | effort) !(this | that | it | meeting)
  - (think | thinking) about it every (day | night | hour | minute)
  - (knife | blade | razor | rope | pills | tablets) (keeps | keep | is | are) ..1 (calling | talking to | whispering | looking at) !(a | the)
rule dead-loose C "Says in a word that they are dead or that it is the end; laughter makes it less."
  flags loose
  - ^ (the end | farewell | death | dying | dead | die) $
  - i (feel | am) [<adv>] [<adv>] dead !(tired | beat | serious | sure | line | set | at | on | by | if | broke | meat | 😂 | 💀 | 🤣 | lol | haha | man | la | lah | liao | already)
rule in-care C "Has been in hospital for their mind; the days after are dangerous ones."
  flags no-past
  - locked (in | up in | inside) [a | the | this] (psych | psychiatric | mental) (ward | hospital | unit)
  - (sectioned | baker acted | institutionalised | institutionalized) me | i (am | was | got | have been | get) [<adv>] (sectioned | baker acted | on a psychiatric hold | 5150 | 5150d)
  - i ..3 voluntarily (commit | committed | committing | admit | admitted | admitting | checked) myself | (after | since) i (got out of | came out of | left) [the] (psych | psychiatric | mental) (ward | hospital | unit)
  - i ..4 (checked | signed | admitted | committed | committing | checking | admitting | commit | admit | check) myself [in | into | to] [a | the] ..2 (hospital | ward | unit | er | clinic | facility)
  - i [have] [been | got | was] [<adv>] (hospitalised | hospitalized | institutionalised | institutionalized) ..2 (# | once | twice | three | several | many | multiple | few | again | for (depression | my mind | my mental | being)) | inpatient (twice | again | treatment | stay | program | programme | unit | care)
  - (i | me | my | am | was | been) ..5 (psych ward | psychiatric (ward | hospital | unit) | mental (hospital | ward | institution) | suicide watch | inpatient | sectioned under | been sectioned | got sectioned) !(visit)
  - (spent | spending | spend | been) ..4 (in | at | on) [<adv>] [a | the] [<adv>] (inpatient | psych ward | (psychiatric | mental) (hospital | ward | unit | facility))
  - (discharged | released | out of | checked into | check into | admitted to | committed to | back in) [the | a] (psych | psychiatric | mental) (ward | hospital | unit)
  - (called | texted | rang | phoned | calling | talked to | talk to) .. (suicide (hotline | line | helpline | prevention) | crisis (line | hotline) | lifeline | samaritans)
rule attempt-before C "Has tried before; that is the strongest sign that they may again."
  flags no-past no-third
  - (nearly | almost) [<adv>] (went | gone) through with it !(and (bought | booked)) | so glad i did not go through with (it | the plan)
  - i [have] [<adv>] attempted [<adv>] (when i was (# | young | in) | at (age | #) | (once | twice) (before | when)) | i [<adv>] tried [it] (when i was # | at #) [and] (failed | survived | it did not work | was found | got found | they found)
  - (made | make) [an | one | my] [<adv>] [<adv>] (halfhearted | half hearted | half assed | pathetic | feeble | stupid) (attempt | attempts) (when i | at # | in my | last | years ago)
  - (pumped my stomach | my stomach [was | got | had to be] pumped | stomach pumped) | (had a go) (last (year | month | week | night) | nobody knows)
  - (made | make | making | had) [an | a | another | one | my | two | three | several] [<adv>] [half hearted | halfhearted | real | serious | proper | second | failed] (attempt | attempts) (when i | at # | in my (teens | twenties) | on my (own) life | on my life | last (year | month | week | night) | as a (teen | teenager | kid | child) | years ago)
rule eating C "May be starving or purging."
  - (have not | not) (eaten | ate) [<adv>] (anything | in | for) [<adv>] [anything in] (# | three | four | five | two | several | a | days) [days | day | week | weeks] | (starving | starve) <self> | (made | making | make) myself (throw up | vomit | sick | puke) | purging | (throwing up | vomiting) (everything i eat | after (every | each) meal)
rule voices C "Hears voices, or feels watched or controlled."
  - (hear | hearing | heard | hears) ..1 (voices | a voice in my head | voices in my head) !(outside | downstairs | next door | mail)
  - (voices | voice | people) (in | inside) my head [<adv>] [are | is | telling | tell | say | talk | will not]
  - (they | someone | people) (are | is) (trying to poison | poisoning | following | watching | after | out to get) me [<adv>] (everywhere | all the time | and | through | to kill)

# --- ask --------------------------------------------------------------------------------
rule third-danger ask "Speaks of somebody else who may be in danger of suicide."
  flags third
  - <other-person> ..5 (want | wants | wanted | going | threatening | threatened | threatens | trying | tried | tries | planning | plans | thinking | thinks | talks | talking | said | says | say | saying | told | keeps | attempted | might | may | would | will | about) ..4 (kill | killing | hang | hanging | shoot | shooting | hurt | hurting | harm | harming | cut | cutting | stab | poison | drown) <themself>
  - <other-person> ..5 (want | wants | wanted | going | threatening | threatened | threatens | trying | tried | planning | thinking | talks | talking | said | says | saying | keeps | attempted | considering | contemplating | might | may | would | about | keep | threaten) ..4 (die | end it | better off dead | rather be dead | suicide | end it all | end (his | her | their) (life | own life) | take (his | her | their) [own] life | be dead | overdose | jump off | committing suicide | ending (his | her | their) life)
  - <other-person> [<adv>] (is | are | was | feels | feel | being | seems) [<adv>] [<adv>] suicidal
  - <other-person> [has | have | just | had] [<adv>] (killed <themself> | commited suicide | committed suicide | hanged <themself> | took (his | her | their) [own] life | attempted suicide | died by suicide | self harms | cuts <themself> | cut <themself> | ended (his | her | their) life)
  - <other-person> ..4 <themself> ..5 (gun | knife | rope | pills | razor | poison | bridge | roof)
  - (worried | scared | afraid | concerned) ..4 (he | she | they | friend | brother | sister | son | daughter | mum | mom | dad | him | her) ..5 (kill | hurt | suicide | harm | end | cut | die)
  - (kill | hang | harm | cutting | hurting | killing | hanging | shot | shoot) <themself>
rule unsure ask "Could mean danger; the words alone do not say."
  - (wanted | want | just) to say (goodbye | bye) ..2 (before i | forever | to you all) | (want | need) to dye $ | i am on (the | a) (roof | ledge | bridge | rooftop | balcony | edge | tracks) $
  - i (can not | do not) (do this | take this | take it | go on) [anymore]
  - (i am | am i) (not ok | not okay | not alright | not fine | in crisis | in a crisis | at risk) $
  - (help me) $ | (need | want) help (urgently | now | badly | right now | please) | i need help $
  - (i am | i feel) [<adv>] (scared | unsafe | afraid) $
  - (bad | dark | self destructive) thoughts
  - sorry for everything | (forgive me) $ | take care of yourself $ ..1 goodbye
rule passed-on ask "Passes on, or asks about, dying or killing."
  - (hurt | harm | cut | injure | burn | hurting | harming | burning) <self>
  - ending your life | ending yourself | kill yourself | kill your self | killing yourself | kys | hang yourself | end your life | go die
  - (how | what) ..4 (happens when [you | we] die | (is | does) dying (hurt | feel))
  - (do | does) ..2 (it hurt to die | dying hurt)

# --- Said around the words: plans, means, tries and leavings -------------------------------
rule ending-set B "Says that it is settled when it will be over for them, or how."
  flags no-negated
  - (this | it | everything) will [all] [<adv>] be (over | finished | done | ended) for me !(.. (exam | exams | school | work | season))
  - (decided | know | chosen | planned | settled) (when and how | how and when | where and how | how and where) ($ | i (die | do it | go | end) | (and | to) (do it | die | go | end))
  - after this (text | message | call | letter) ..1 (it is (over | finished) | i am (gone | done | no more) | i will be gone | goodbye)
  - only way ..2 (pain | suffering | hurt | hurting | noise | nightmare | voices) (stops | ends | will (stop | end | go away) | goes away)
  - (will | to) (not | never) see another (morning | sunrise | sunset | christmas | year | birthday | week | dawn) !(of | like)
  - (do | did) not (want | wish | need) to see another (morning | sunrise | dawn | christmas | birthday | sunset | year) !(of | like)
rule means-spoken B "Speaks of the means: counted out, calling, or at hand where they are alone."
  flags no-negated loose
  - <meds> ..2 (counted | lined up | crushed | spread | poured) [out] ..2 (in front of me | on (the | my) (table | bed | floor | lap | desk)) !(nurse | for the (week | day))
  - (in the (bath | bathroom | toilet | shower) | on the floor | alone) ..1 with (a | the | my | his | her) <blade> !(shaving)
  - (scissors | razor | blade | knife | bridge | pills | tablets | rope | train | tracks | river | water | edge) [<adv>] (is | are | keeps | keep) calling (me | my name | out to me | for me | to me)
  - if i (had | could get | can get | get | find | found) (a | the | my | some | his) (<weapon> | <rope> | <poison> | pills) [<adv>] i would
  - (got | took | found | fetched | stole | hid | have) ..1 (dads | fathers | husbands | uncles | brothers | grandads | grandfathers | mums | security) (gun | pistol | rifle | revolver | shotgun)
  - not trust <self> ..4 (alone | pills | tablets | meds | knife | knives | blade | blades | razor | razors | bridge | rope | safe | at home)
  - (can not | could not) (promise | guarantee | swear | be sure | say) [that] i (will | would | can | am) [be | stay | keep | still be | keep myself | keep on being] (safe | alive | living) !(from | driving)
rule asks-how B "Asks how dying would be, or what kills a person."
  flags loose no-third
  - how (much | many) ..6 (kills | kill | will kill | would kill | can kill | to kill) (a (person | human | man | woman | girl | boy | grown)  | someone | somebody | me | you | an adult)
  - (is | are) (hanging | drowning | overdosing | suffocating | suffocation | dying | bleeding out | poisoning) [<adv>] (painful | painless | quick | fast | peaceful | slow) !(in (the | a) (movie | film | game))
  - (does | would | will) (hanging | drowning | overdosing | suffocating | dying | bleeding out) [<adv>] (hurt | take long | feel)
  - does <poison> [<adv>] (work | kill) [<adv>] (fast | quick | quickly | on (people | humans) | people | humans) !(.. (rats | mice | rat | mouse | ants | weeds | cockroaches | roaches | drain | stain | stains | store))
rule tried-broke B "Tells of an attempt that failed, broke off or was close."
  flags no-past
  - (tried | attempt | attempted | hanged | hung | hang) ..6 (rope | branch | belt | beam | knot | scarf | wire | cord | sheet | pole | hook) (broke | snapped | came loose | slipped | did not hold | gave way | tore)
  - (rope | branch | belt | beam | knot | scarf | cord | sheet) (broke | snapped | came loose | did not hold | gave way) ..5 (tried | alive | still here | die | hang | neck)
  - (tried | took | swallowed | overdosed | drank) ..5 (woke up | ended up | was (taken | brought | rushed)) (in | to) [the | a] (hospital | icu | ward | emergency | casualty)
  - i [<adv>] (was | stood | sat | went | climbed | have been) ..2 (on | to | at) the (edge | ledge | parapet | railing) of (the | a | that) (building | roof | bridge | cliff | balcony | platform | dam | quarry | rooftop | tower)
  - (nearly | almost) did it (yesterday | last night | today | tonight | this (morning | week) | on (sunday | monday | friday | saturday))
  - (wish | hoped | hope) ..5 (had | would have) [<adv>] (killed | hit | run over | crushed | finished | drowned) me !(up | back | with)
  - wish ..4 (train | bus | lorry | truck | car | matatu | bullet | fever | malaria | covid | illness | cancer | accident) (had | would have | would) [<adv>] (killed | hit | taken | finished | crushed | got) me !(to | home | there | on time)
  - (pumped | pumping | pump) my stomach | my stomach [was | got | had to be] pumped
  - why did (they | you | he | she | the doctors | the doctor | anybody | anyone | somebody) ..1 (bring me back | save me | resuscitate me | find me in time | wake me up again)
  - <high> ..4 looked down [and | for | $]
  - i am [<adv>] close to doing it | [came | got | i was] so close to (doing it | ending it)
rule swallowed-something A "Has swallowed something that is not named, and feels it or hides it."
  - i ..2 (swallowed | drank | drunk | took | taken) something ..4 (burns | burning | do not tell | dizzy | dying | vomiting | sorry | die) !(spicy)
  - (drank | drunk | swallowed) (the | some | that) (stuff | medicine | thing | bottle | liquid | chemical | chemicals) ..5 (spray | sprays | weeds | rats | cockroaches | insects | cattle | goats | cows | farm | fields | maize | garden | drain | drains | toilet | lice | ticks | sink | cleaning | garage | shed)
  - <took> ..2 (whole | entire | full) (strip | sheet | pack | packet | bottle | box | sachet | card | blister | tub | jar) [of] ..3 <meds> !(to (school | work | the | her | him) | back | home | away)
rule starves-to-die B "Stops eating, drinking or a medicine in order to die."
  flags no-negated
  - (stopped | stop | stopping | refuse | refusing | not | quit) [<adv>] (eating | drinking | taking | my) ..5 (so [that] | until | till | to | hoping) ..2 (<die> | it (ends | is over | is all over | stops) | i am (dead | gone))
  - (stopped | quit | skipping | skip | left) [taking] (my) (arvs | insulin | meds | dialysis | tablets | pills | medication | medicine) ..3 (so [that] | until | to | hoping) ..2 (<die> | it (ends | is over))
rule leavings B "Sees to what will be left: children, money, who reads of them, who notices."
  flags no-negated no-third loose
  - (look after | take care of | care for | mind | raise | love) (my | the | our) ..2 (when | if | after | once) i am (no longer (here | there | alive | around) | not here (anymore | any more) | gone | dead) !(for (a | the | two | #) | on | to | at | back | in)
  - (no one | nobody | noone | who | anybody | anyone | they) (would | will) [not] [<adv>] (notice | care | miss | mind | cry | bother | realise | realize) if i (stopped (breathing | existing | living) | was (gone | dead) | died | vanished | disappeared | drowned | jumped | never woke up | was not (alive | here (anymore | any more)))
  - (insurance | debts | debt | money | family | kids | children) .. (look | looks | looked) like an accident
  - (go | be | come) ..1 where my (late | dead | deceased) (wife | husband | mother | mum | mom | father | dad | son | daughter | brother | sister | baby | child | twin)
  - (want | wish | ready | hope | going | soon) ..3 (join | follow | meet | see | be with) my (late | dead | deceased) (wife | husband | mother | mum | mom | father | dad | son | daughter | brother | sister | baby | child | twin | grandmother | grandfather)
  - (you | they) (will | are going to) (read | hear) (about | of) me (in | on) the (paper | papers | news | newspaper | radio) (tomorrow | soon | tonight | $)
  - tomorrow you (will | are going to) (read | hear) (about | of) me
  - (better | best) [off] ..5 no (mother | father | mum | mom | dad | parent | wife | husband) than (one like me | me | a .. like me)
  - (dying | death | being dead | the grave) (sounds | looks | seems | feels) like (rest | peace | a (relief | rest | way out | solution | good idea) | relief | freedom | sleep | the (answer | solution | only (way | answer)))
  - not [<adv>] (scared | afraid | frightened) of (death | dying) [anymore | any more | now] ..2 (looking forward | ready | want | wait | welcome)
  - who will (feed | look after | take care of | care for | raise | water | walk | bury) ..2 (when | once | if | after) i am (gone | dead | not here | no longer here) !(on | for (a | the | two | #) | to | at)
  - no more (birthdays | christmases | christmas | tomorrows | mornings) for me
  - (sorry | forgive | forgiveness | pray) ..5 (what | that) i am (about to | going to) do $
  - (sleep | rest | asleep) for good !(measure | this time)
  - made up my mind to (leave this (world | earth | life) | go (forever | for good) | end | die)
rule hidden-wounds B "Hides wounds that they made."
  flags no-negated
  - (cuts | scars | burns | wounds) [today | again | from ..1] ..4 (under my (sleeve | sleeves | clothes | jeans | bracelet | bracelets | jumper) | long sleeves | my sleeves)
rule other-may-die B "Somebody near says goodbye, or is shut in with means."
  flags third no-third
  - <other-person> ..2 (says | said | wrote | texted | posted | told me) ..2 (is | was | be) (his | her | their) last (night | day | message | text | goodbye) !(at | of | in | on)
  - <other-person> [has | have] ..1 locked (the door | himself | herself | themselves | themself) ..5 (pills | tablets | knife | gun | rope | poison | blade | razor | bleach)
  - <other-person> ..5 do something [bad | stupid | terrible] to <themself>
rule power-over B "Is touched or smothered by somebody with power over them."
  flags by-other
  - (teacher | pastor | priest | coach | uncle | stepfather | stepdad | step dad | step father | tutor | imam | headmaster | principal | landlord | father in law | brother in law | grandfather | grandpa | supervisor | stepbrother) [<adv>] (touches | touching | fondles | fondled | gropes | groped | rubs) me !(.. heart)
  - <he> ..2 (put | puts | held | holds | pressed | presses | pushed | tied | pulled) ..2 (pillow | cushion | plastic bag | bag | hand | hands | cloth | scarf | belt) (over | on | around | round) my (face | mouth | nose | head | neck | throat)
  - <he> ..6 (burn | light | torch | set) (me | us | the house | the hut) [down | on fire | alight | with] !(a candle | the (fire | stove))
  - (took | takes | taking | pulled | pulls | ripped) my (clothes | <private>) [off | down | up] ..1 (while | when) i (was | am) (asleep | sleeping | drunk | passed out | unconscious)
  - (locks | keeps | locked) me (in | inside) ..2 (at night | all day | the (house | room | shed | store | compound) | all weekend)
rule could-harm B "Thinks of harming somebody, unseen or as a payment."
  flags to-other no-third
  - (could | can | might | want to | will | going to) [<adv>] (push | drop | smother | shake | drown | hold | throw | poison) (him | her | it | them | <child>) ..5 (nobody | no one | noone) (would | will) [ever] (know | find out | suspect | notice)
  - make (them | him | her | everyone | everybody | you) [all] [<adv>] pay before i (go | die | leave this world | end)
rule called-away B "Is called or told, by what others do not hear, to come or to do it."
  - (god | jesus | allah | angels | the spirits | spirits | ancestors | the dead | heaven | demons) [<adv>] (tells | told | is telling | are telling | calls | is calling | are calling | keep calling | keeps calling | keep telling | keeps telling | wants) me [to] (home | come home | come to (him | them | heaven | her) | join | die | jump | go (home | to (him | heaven | them)) | kill | cut | hurt | end)
  - (whispering | whisper | whispers | voices | voice | keep telling me | keeps telling me) ..3 i should (do it | die | jump | end it | kill | hurt | cut | hang | drown)
  - (voice | voices) ..4 (wants | want | needs) me to (cut | die | jump | kill | hurt | burn | drown | do it)
rule carries-no-more C "Cannot carry it any longer, or thinks that others are better off."
  - can not carry (this | it | on carrying | this (load | weight | pain)) (any longer | anymore | any more | $)
  - <loved> [is | are | would be | will be] [<adv>] (happier | better off | calmer | relieved) (when | if) i am (not (around | there | here) | away | gone) !(on | for | at)
  - (i am | i feel like) [<adv>] [a | such a | just a] waste of (food | air | oxygen | breath | skin | life | money)
  - (paid | deleted | gave away | given away | cleared | sorted) (everybody | everyone | everything) ..4 (i am (done | ready)) $
  - (thank you | thanks) for everything [you ..3] [and] farewell !(party | gift | lunch | speech)

# --- Who was cut down, held down or counted out --------------------------------------------
rule cut-down B "Was brought back from an attempt, or is angry to be alive."
  flags no-past
  - (they | he | she | someone | somebody | my ..1) cut me down [in time | from | before | and | last ..1 | $] !(to size)
  - woke up ..5 (angry | sad | disappointed | gutted | crying) ..2 (that i (did | woke up | am alive) | still alive | to be alive)
  - do not [want to | want them to | want anybody to | let them | bother to] [<adv>] (be saved | save me | be rescued | rescue me | be revived | resuscitate me) [this time | now | $]
  - (find | found | finds | look for) my body | my body (will be | is | lies) (in | by | at | under | near) the (river | lake | sea | water | bridge | forest | well | dam | tracks | railway)
  - how (high | far | deep | long | tall) ..5 (fall | jump | drown | hang | bleed | drop) ..3 (to die | dead | to be sure | kill* | be sure | die)
  - (hold | holding | held | put | keep) my (breath | head) under [the] ..1 water !(.. (race | swimming | pool | challenge | practice))
rule all-at-once A "Has taken the lot of a medicine."
  - <meds> ..3 (the whole lot | all of them | every one) ..2 (down | at once | in one go | gone)
rule cord-with-me B "Has what they need with them."
  flags no-negated loose
  - i ..1 (have | got | carry | brought) (the | a | my) (cord | rope | wire | noose | bottle of <poison> | <poison>) with me
rule by-hands B "Is burnt, sold or forced by somebody."
  flags by-other
  - <he> ..2 (held | holds | pressed | presses | put | puts) [the | a | an] [hot] (iron | cigarette | lighter | spoon | knife | candle | pan | wire) (to | on | against) my <body>
  - <he> ..3 (sell | sold | selling | give | marry) me [off] to (a | an | some | this) [<adv>] (old | older | rich | married) (man | one)
  - (made | makes | forced | forces) me (touch | kiss | lick | undress | strip | sleep with) (him | her | it | them | his | himself)
  - (sliced | slashed | carved) up [again] $ | my <body> (is | are | all) [<adv>] (sliced | slashed | carved) [up]
rule child-burnt B "A child is burnt or scalded on purpose."
  flags child by-other no-third
  - <he> ..1 (scalds | scald | burns | whips | starves) ..1 <child> !(calories)
rule takes-with B "Would take somebody along into death, or has an armed friend who is silent."
  flags to-other no-third
  - if (she | he) (leaves | goes | divorces) ..5 (i (will | am going to) (kill | take (her | him) with me | burn | shoot | stab)) !(lol | haha)
  - (not (picking up | answering | picking)) ..4 has ..2 (gun | rifle | pistol | shotgun | knife | pills | rope)
rule no-future C "Sees no years ahead, or is waited for in heaven."
  - (can not | could never | never) see myself (at # | at (twenty | thirty | forty | fifty | next ..1) | being (old | thirty | forty) | getting old | growing old | turning ..1 | living to)
  - (jesus | god | angels | heaven | my ancestors) (is | are) waiting for me
  - (i would be | i am | would be) doing (the world | everyone | everybody | my family | them all | you all) a favour [if | by | when | $]
  - (feels | feel) [<adv>] good when (it | i) bleeds*
