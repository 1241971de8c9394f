# SPDX-License-Identifier: AGPL-3.0-or-later
# Danger in French, with the spellings of texts (jveu, chui, pu).
language fr "French"
status "Draft. Not validated by native speakers; no clinician has reviewed it."
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"

denials ne pas jamais plus rien personne aucune aucun nul
spell je suis = chui | chuis | jsuis | j'suis | jsui | chu | shui
spell je veux = jveux | jveu | j'veux | jve
spell je vais = jvais | j'vais | jvai | jv
spell je peux = jpeux | jpeu | j'peux
spell je ne = jne | j'ne
spell j ai = j'ai | jai
spell j aimerais = j'aimerais | jaimerais
spell j en = j'en | jen
spell j arrive = j'arrive | jarrive
spell j avais = j'avais | javais
spell j etais = j'etais | jetais
spell j espere = j'espere | jespere
spell j essaie = j'essaie | jessaie | j'essaye
spell j hesite = j'hesite
spell m en = m'en
spell m a = m'a
spell m ont = m'ont
spell m aime = m'aime
spell m aiment = m'aiment
spell n ai = n'ai
spell n en = n'en
spell n est = n'est
spell n y = n'y
spell n a = n'a
spell n arrive = n'arrive
spell d en = d'en
spell d etre = d'etre
spell d exister = d'exister
spell d espoir = d'espoir
spell l envie = l'envie
spell qu on = qu'on
spell qu il = qu'il
spell qu ils = qu'ils
spell qu elle = qu'elle
spell s il = s'il
spell cest = c'est | c'etait
spell suicider = suissider | suiscider
spell mourir = mourrir | mourire | mourrire | mourirr
spell envie = anvi | envi
spell quelqu un = quelqu'un | qqn | qq1
spell toujours = tjrs | tjr | tjs
spell maintenant = mnt | mtn
spell beaucoup = bcp
spell parce que = pcq | pck
spell personne = prsn
spell aujourd hui = aujourd'hui | ajd | aujourdhui
slips suicider mourir
real mourra mourrai mourons nourrir suicide suicides

slot je = je | j
slot now = maintenant | ce soir | cette nuit | aujourd hui | tout de suite | tout a l heure | demain | ce matin | dans (une | quelques | # | dix | cinq) (heure | heures | minutes)
slot self-kill = me suicider | me tuer | me pendre | me foutre en l air | me flinguer | me buter | me tirer une balle | me jeter (sous | du | d | dans | par la | devant)
  | me noyer | m ouvrir les veines | m ouvrir | me trancher les veines | me tailler les veines | me couper les veines | en finir | en terminer avec (la vie | tout) | mettre fin a (mes jours | ma vie | tout)
  | m oter la vie | me donner la mort | me supprimer | me faire sauter la cervelle | m immoler | m empoisonner | me defenestrer | prendre (du poison | tous (les | mes) (cachets | medicaments | comprimes)) | avaler (tous | toute | des) .. (cachets | comprimes | medicaments | boite) | sauter (du | d un) (pont | toit | immeuble | balcon) | passer a l acte
spell m ouvrir = m'ouvrir
spell m oter = m'oter
spell m immoler = m'immoler
spell m empoisonner = m'empoisonner
spell l air = l'air
spell l acte = l'acte
spell d un = d'un
slot want = veux | voudrais | envie de | aimerais | prefere | prefererais | pense a | songe a | vais | dois | souhaite | compte | hesite a | decide de | prevu de | prevois de | pret a | prete a | essaye de | essaie de | tente de | voulais | faut | besoin de | reve de | capable de | aller
slot he = il | elle | mon (mari | pere | copain | mec | ex | oncle | frere | compagnon | conjoint | beau pere | patron) | ma (femme | mere | copine | belle mere) | ils | un homme | quelqu un | on

idiom figures
  - (mourir | meurs | crever | creve) de (rire | faim | soif | chaud | froid | honte | fatigue | sommeil | ennui | jalousie | curiosite | chaleur | trouille | rires)
  - (tuer | tue) le temps | mort de rire | mdr | a mourir de rire | mort de fatigue | tu me tues | (ca | sa) me tue (de rire | mdr | lol)
  - (batterie | portable | tel | telephone) .. (mort | morte | meurt)
  - je suis mort !(a | de l) | en finir avec (ce | cette | ces | le | la (reunion | paperasse | these) | les | mes)
  - (le | la | un | ce) (film | livre | serie | chanson) .. suicide

context negated before
  - (jamais | pas | pas l intention de | pas envie de | pas du tout envie de | aucune envie de | veux pas | vais pas | ne veux pas | pas vraiment envie de)
context negated inside
  - pas | jamais
context past before
  - (quand j etais | a l epoque | il y a (# | deux | trois | dix | quelques | longtemps) [ans] | dans le passe | etant (jeune | petit | petite | ado)) ..6
context third before
  - (il | elle | ils | elles | ma soeur | mon frere | mon ami | ma copine | mon amie | les gens | tu | vous | on) [veut | veulent | voulait | dit | a dit | disait | va | pense | veux | voulez] [a | de | qu il | qu elle] [veut | va]
context joking near
  - mdr | ptdr | xptdr | jpp | lol | haha* | je rigole | cest une blague

rule kill-self-now A "Says that they will end their life, and when."
  - (j ai | avec) [tous] (les | mes | des) (cachets | comprimes | medicaments | medocs) (devant moi | dans la main | sous les yeux | a cote de moi | prets) 
  - (j ai bu | je bois | je vais boire | j ai avale) [de | de l | du | un verre de | de la] (eau de javel | javel | destop | desherbant | antigel | essence | white spirit | acide)
  - j ai (avale | pris | bu) toute la (boite | plaquette | bouteille | dose) !(de (chocolat* | bonbon* | lait | eau | jus))
  - <self-kill> ..3 <now>
  - <now> ..4 <je> .. <self-kill>
  - (je viens de | <je> ai) ..1 (prendre | pris | avaler | avale | bu | boire) .. (tous | toute | toutes | plein | beaucoup | trop | boite | boites | ## | plaquette) .. (cachets | comprimes | medicaments | medocs | somniferes | pilules)
  - (viens de | ai) ..1 (bu | boire | avale | avaler | pris) .. (poison | javel | pesticide | acide | mort aux rats | insecticide)
  - <je> me suis [deja] (ouvert | taille | tranche | coupe) (les | mes) (veines | poignets | bras)
  - <je> ai ..1 (ouvert | tranche | taille | coupe) (mes | les) (veines | poignets)
  - (corde | noeud) .. (cou) | (couteau | lame | fusil | pistolet | arme) ..3 (a la main | sur la tempe | dans la main | devant moi | sur moi)
  - je (saigne | perds) (beaucoup | trop | du sang) | je suis (sur | au bord d) (le | un | du) (pont | toit | balcon | rail | rails) !((du | le) (bateau | navire | ferry) | superieur)
  - (cest | voici) (mon dernier | ma derniere) (message | sms | nuit | soir | jour | texto | mot | lettre)
  - (ce soir | demain | cette nuit) (cest fini | tout sera fini | je (pars | meurs | ne serai plus))
rule danger-other-now A "Is being attacked, or says that somebody near them has a weapon."
  flags by-other
  - <he> (a | ont | tient | sort | sorti | avec) (un | une | son | sa) (couteau | arme | pistolet | fusil | machette | hache)
  - <he> (est en train de | va | veut | vont | veulent) [me] (tuer | frapper | etrangler | violer | tabasser | poignarder)  
  - <he> me (frappe | tape | bat | etrangle | viole | tabasse | poursuit | sequestre) !(dans l oeil | a l oeil | sur les nerfs | a la porte)
  - (au secours | aidez moi | a l aide | aide moi) ..6 (tuer | frappe | viole | couteau | arme | bat)
  - <je> ai ete (viole | violee | frappe | frappee | agresse | agressee | poignarde | poignardee) | on m a (viole | violee | agresse | agressee)
rule kill-self B "Speaks of ending their own life."
  - je vais sauter $ | je (suis | reste) (sur | au bord du) (toit | pont | balcon | quai) ..4 (sauter | en finir | mourir)
  - (j ai fait | fait) [une | deux | plusieurs | ma] (tentative | tentatives | ts) !(de (connexion | but | record | recette)) 
  - <self-kill>
  - je me (suicide | tue | pends | flingue | bute | fous en l air) !(a (la tache | le | lui))
  - (pensees | idees | envies | pulsions) (suicidaires | noires | de suicide | de mort) | suicidaire | (pense | penser | songe | songer | reflechis) au suicide | tentative de suicide
  - (lettre | mot) (d adieu | de suicide)
rule want-die B "Says that they want to die or not to live."
  - (dormir | m endormir) ..1 (et | pour) ne (jamais | plus [jamais]) [me] (reveiller | me reveiller) | (vivre | la vie | exister) me fait [trop | si] mal | je ne (passerai | finirai | tiendrai) pas (la nuit | jusqu a demain | la semaine | l annee)
  - (personne | qui) ..2 (me (regrettera | pleurera | regretterait | pleurerait) | (va | viendra) me (regretter | pleurer)) | je ne serai plus (la | de ce monde | en vie) (demain | bientot | la semaine | pour | quand) !(.. (train | vol | avion | boulot | bureau | conge | vacances))
  - <want> ..1 (mourir | crever) !(de (rire | faim | soif | chaud | honte))
  - <want> [vraiment | juste | plus que | trop] ( disparaitre pour toujours | m endormir et ne (plus | jamais) | ne plus (me reveiller | exister | etre la | vivre) | quitter (ce monde | cette vie | la vie) | partir pour toujours | etre mort | etre morte)
  - (envie | envi) de (mourir | crever | ne plus (vivre | exister | etre la)) !(de (rire | faim))
  - laissez* moi (mourir | crever) | laisse moi (mourir | crever)
  - (plus | pas | aucune | aucun | sans) ..2 (envie | gout | raison | raisons | force | interet) (de | a) ..1 (vivre | la vie | exister | rester en vie | continuer a vivre | continuer a | me lever)
  - (veux | peux | supporte | arrive) (plus | pas | plus a) [de] (la vie | ma vie | cette vie | vivre | exister | etre (en vie | la) | de cette vie)
  - (marre | assez | ras le bol | fatigue | fatiguee | lasse) (de | d) (vivre | la vie | ma vie | exister | cette vie | etre en vie)
  - (la vie | ma vie | vivre) ..1 (n a | a | vaut | n est | ne vaut) (plus | pas) [aucun | de] (sens | la peine | le coup)
  - (jamais | pas) d (naitre)
rule better-without-me B "Says that others would be better off without them."
  flags no-third no-negated
  - (serait | seraient | seriez | sera | iraient) (mieux | plus heureux | soulages | tranquilles) (sans moi | si (j etais (mort | morte) | je (mourais | meurs | disparais | disparaissais)))
  - (je prefere | je prefererais | j aimerais | j espere | je voudrais | pourquoi je ne) ..2 (mourir | crever | etre mort | etre morte | ne pas me reveiller | ne jamais me reveiller | suis pas mort | suis pas morte)
  - (personne) ..3 (manquerai | manquerais | pleurera | s en rendra compte | remarquerait) | la mort (serait | est) (mieux | la seule | une (delivrance | solution) | preferable)
  - (jamais | pas) du (naitre | etre ne | etre nee)
rule farewell B "Says goodbye as people do who will not come back."
  - (cest | ce sera | voici) ma derniere (nuit | soiree | journee) !(de (vacances | boulot | travail | cours | stage) | a | en | ici | au | dans) | pardonnez moi tous | pardon a (tous | tout le monde | mes (enfants | parents)) (adieu | je | pour ce que)
  - adieu (a tous | tout le monde | mes | le monde | la vie | $) | (occupe toi | prends soin | prenez soin | occupez vous) (de | d) ..4 (quand je (ne serai plus | serai (mort | morte | parti | partie)) | apres ma mort | si je meurs)
  - (pardonnez | pardonne) moi ..6 (ce que je vais | partir | adieu | mourir | plus la force | je pars | je m en vais | trop dur)
  - (vous ne | tu ne | on ne) me (reverrez | reverras | reverra) (plus | jamais) | quand je ne serai plus la
rule means B "Has got the means, or is looking for them."
  - (achete | ai | trouve | prepare | cache | garde) .. (corde | du poison | arme a feu | fusil | pesticide | mort aux rats) 
  - (garde | stocke | accumule | assez de) ..2 (cachets | comprimes | medicaments | medocs | somniferes) ..2 (pour (mourir | en finir | me tuer) | depuis)
  - comment (mourir | me suicider | se suicider | me tuer | en finir) | (dose mortelle | dose letale)
rule self-harm B "Speaks of hurting their own body."
  - (me scarifier | me scarifie | me mutiler | me mutile | me couper | me coupe | me taillader | me taillade | me faire du mal | me bruler | automutil*) !(les (cheveux | ongles) | la parole | du monde | en)
rule abused B "Is hurt or forced by somebody."
  flags by-other
  - <he> me (touche | viole | frappe | bat | tape | menace | force | etrangle | insulte et me frappe) !(pas | le (bras | coeur) | beaucoup | enormement | sur les nerfs | a la porte | dans l oeil)
  - <he> [ne] m a [encore] (frappe | battu | battue | violee | viole | etrangle | menace | menacee | agresse | agressee)
  - <he> (menace de | dit qu il va | a dit qu il | veut) ..1 (me tuer | me frapper | me violer | me faire du mal)
  - j ai peur (qu il | qu elle | qu ils) ..1 me (tue | frappe | viole | tape | fasse du mal)
  - (peur qu il | peur qu elle | j ai peur de) ..2 (me tue | me frappe | lui | mon mari | mon pere)
  - (on me force | il me force | ils me forcent | mariage force | marier de force | excision | exciser)
  - (je suis | on est) en danger
rule danger-child B "A child is hurt, or may be."
  flags child by-other
  - <he> (frappe | bat | viole | touche | a frappe | a viole | a touche | maltraite) (mon | ma | mes | les | le | notre) (fils | fille | enfant | enfants | bebe | petit | petite | soeur | frere)
rule danger-to-other B "May hurt somebody else."
  flags to-other loose
  - (je vais | je veux | envie de) (le | la | les) (tuer | buter | planter | poignarder)
rule despair C "Despair without danger words."
  - je suis (a bout | au bout du rouleau | au bout) 
  - (en peux | n en peux | j en peux) plus | (peux | arrive | supporte) plus (continuer | supporter | tenir | cette douleur | cette vie | rien)
  - (plus | aucun | sans | perdu tout | perdu | pas) [d] espoir | (plus | pas) [du tout] la force (de (vivre | continuer | lutter | me battre | me lever) | $) | desespere | desesperee | desespoir
  - je (suis | me sens) ..1 (un fardeau | un poids | une charge | inutile | nul | nulle | une merde | bonne a rien | bon a rien) | (je ne | je) (sers a rien | vaux rien)
  - je me (deteste | hais | degoute) | (je deteste | je hais) (ma vie | la vie)
  - (personne ne | personne) (m aime | me comprend | me voit) 
  - (a quoi bon) | (veux | voudrais | envie de) (disparaitre | tout arreter | que (tout | ca) s arrete)
  - (vide | mort | morte | brise | brisee) (a l interieur | de l interieur | interieurement)
spell s arrete = s'arrete
spell l interieur = l'interieur
spell m endormir = m'endormir
rule third-danger ask "Somebody else may be in danger."
  flags third
  - (il | elle | mon (ami | amie | frere | copain | pere | fils | mari) | ma (soeur | copine | mere | fille | femme)) ..4 (se (suicider | tuer | pendre | foutre en l air | jeter) | en finir | mettre fin a (ses jours | sa vie) | veut mourir | parle de suicide | s est (suicide | suicidee | pendu | pendue | tue))
