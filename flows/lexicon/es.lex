# SPDX-License-Identifier: AGPL-3.0-or-later
# Danger in Spanish, with the spellings of texts (q, xq, kiero).
language es "Spanish"
status "Draft. Not validated by native speakers; no clinician has reviewed it."
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"

denials nunca nada nadie sin ningun ninguna jamas tampoco ya
spell quiero = kiero | qiero | qero | kero
spell que = q | ke
spell porque = xq | pq | porq | xk | porke
spell tambien = tmb | tb | tbn
spell estoy = toy | stoy | estoi
spell mas = +
spell suicidarme = suisidarme | suicidarm | suicidame
spell morirme = morirm
spell aguanto = aguantoo | awanto
spell vida = bida | vda
spell vivir = bivir | vivirr
slips suicidarme matarme morirme
real matarte matarse suicidarse morirse

slot now = ahora | ahorita | ahora mismo | hoy | esta (noche | tarde | manana) | ya mismo | manana | en (un rato | unos minutos | una hora)
slot self-kill = suicidarme | matarme | quitarme la vida | acabar con (mi vida | todo | mi sufrimiento | todo esto) | terminar con (mi vida | todo | mi sufrimiento)
  | colgarme | ahorcarme | pegarme un tiro | darme un tiro | cortarme las venas | cortarme las munecas | cortarme el cuello | tirarme (de | del | por la ventana | al (tren | metro | rio | vacio) | desde | a las vias | de un (puente | edificio)) | lanzarme (de | del | al | desde)
  | aventarme (de | del | al | desde) | saltar (del | de un | desde) (puente | edificio | techo | balcon) | envenenarme | tomar (veneno | raticida | cloro) | tomarme (todas las | todas mis | un monton de | un frasco de | veneno) | ahogarme en (el rio | el mar)
  | poner fin a (mi vida | todo | esto) | dejar de (existir | vivir) | desvivirme | electrocutarme | volarme (la cabeza | los sesos)
slot want = quiero | quisiera | voy a | deseo | necesito | ganas de | tengo ganas de | pienso | pensando en | pienso en | planeo | decidi | he decidido | prefiero | preferiria | me gustaria | intente | trate de | debo | deberia | estoy por | a punto de | ojala | anhelo | quise | tengo que | podria | puedo | lista para | listo para
slot he = el | ella | ellos | mi (esposo | marido | papa | padre | novio | pareja | ex | tio | hermano | padrastro | mama | madre | esposa | novia | jefe | hijo) | un hombre | alguien | me

idiom figures
  - (morir | morirme | muero | muriendo | morimos | muerto | muerta) de (risa | la risa | hambre | sed | calor | frio | sueno | verguenza | ganas | amor | ternura | miedo | aburrimiento | envidia | cansancio | la pena)
  - muero por (ver | verte | saber | comer | ir | conocer | tener | ti | un | una) | me muero por | (matar | mata | matando) el tiempo | (me mata | me estas matando) de (risa | la risa | ternura)
  - (bateria | celular | cel | movil | telefono) .. (muerto | muerta | murio | muere | morir)
  - (muerto | muerta) (jaja* | 😂 | 🤣 | 💀)
  - escuadron suicida

context negated before
  - (no | nunca | jamas | ya no) [me] [quiero | voy a | pienso | deseo | planeo | pensaria en | he pensado en | tengo ganas de]
context past before
  - (cuando era | hace (anos | # anos | mucho | tiempo) | antes | en el pasado | de (nino | nina | joven | adolescente)) ..6
context third before
  - (el | ella | ellos | mi (amigo | amiga | hermano | hermana | hijo | hija | mama | papa | primo | prima) | alguien | gente | tu | usted) [dice | dijo | quiere | queria | que | va a | esta] [que] [quiere | va a]
context joking near
  - jaja* | jeje* | xd | lol | es broma | broma | 😂 | 🤣

rule kill-self-now A "Says that they will end their life, and when."
  - (tengo | estoy con) [todas] [las | mis | unas] (pastillas | pildoras | tabletas) ..1 (en (la | mi) (mano | boca) | (delante | enfrente | al lado) (mio | mia | de mi) | aqui conmigo | listas)
  - (tome | tomo | bebi | me tome | voy a tomar) (cloro | lejia | gasolina | insecticida | thinner | raticida | sosa) !(del | para (limpiar | lavar) | .. (limpiar | lavar))
  - <self-kill> ..3 <now>
  - <now> ..3 (me voy a (matar | suicidar | colgar | ahorcar | morir) | me (mato | suicido | cuelgo | ahorco) | <self-kill> | acabo con todo)
  - me voy a (matar | suicidar | colgar | ahorcar | quitar la vida | tirar) ..2 <now>
  - (me tome | tome | me acabo de tomar | ya me tome | he tomado | me trague | trague | ingeri | bebi) .. (todas | todos | muchas | muchos | demasiadas | frasco | bote | caja | ##) .. (pastillas | pildoras | medicamentos | medicinas | tabletas)
  - (me tome | tome | bebi | trague | ingeri | acabo de tomar) .. (veneno | raticida | cloro | pesticida | insecticida | acido | herbicida)
  - me (corte | cortado) las (venas | munecas) | me estoy desangrando | (no para | no deja) de sangrar | estoy sangrando (mucho | demasiado)
  - (soga | cuerda | lazo) .. cuello | (pistola | cuchillo | navaja | arma) ..3 (en la mano | en la cabeza | en la boca | en mi mano | conmigo)
  - estoy (en | sobre | parado en | parada en) .. (puente | azotea | cornisa | techo | vias)
  - (este es | esta es) mi (ultimo | ultima) (mensaje | noche | dia | adios | carta) | (esta noche | hoy) (todo termina | termina todo | se acaba todo | me voy para siempre | es la noche | es el dia)
rule danger-other-now A "Is being attacked, or says that somebody near them has a weapon."
  flags by-other
  - <he> me (amenazo | amenaza | persigue | ataco | ataca) con (un | una | el | la) (cuchillo | arma | pistola | machete | navaja | martillo | bate)
  - <he> [me] (tiene | trae | saco | con | agarro | amenaza con) (un | una | el | su) (cuchillo | arma | pistola | machete | navaja)
  - (me esta | me estan | esta | estan) (golpeando | pegando | matando a golpes | estrangulando | violando | ahorcando | golpeandome | pegandome | ahorcandome) 
  - (me va a | me quiere | me van a | me quieren | nos va a) (matar | violar | apunalar | golpear)
  - (va a | quiere | van a | quieren | amenaza con) (matarme | violarme | apunalarme | golpearme | matarnos)
  - (ayuda | auxilio | ayudenme | ayudame) ..6 (matar | golpea | pegando | violar | cuchillo | pistola | mata)
  - me (violaron | violo | apunalaron | secuestraron | golpearon) 
rule kill-self B "Speaks of ending their own life."
  - me voy a (colgar | ahogar | envenenar | tirar (del | de la | de un | al | a las) | quitar de en medio) !(el | la | los | las)
  - <self-kill>
  - me (mato | suicido | voy a matar | voy a suicidar | quiero matar | quiero suicidar | quiero quitar la vida | quito la vida | voy a quitar la vida | ahorco) !(trabajando | estudiando | de risa)
  - (pensamientos | ideas | ideacion | tendencias) (suicidas | de muerte | de suicidio) | suicida | suicidio !(de | colectivo)
  - (carta | nota) (suicida | de suicidio | de despedida)
rule want-die B "Says that they want to die or not to live."
  - (solo | solamente | nomas) [de | tengo ganas de | quiero | pienso en] (morir | morirme) !(de) | ojala no (hubiera | hubiese | haya) (despertado | nacido | sobrevivido)
  - me duele (vivir | estar (vivo | viva) | existir | la vida) | (no se si | no creo que | dudo que) [voy a | vaya a | pueda] (pasar | pase | paso | sobrevivir | sobreviva | llegar a | llegue a) [de] (esta noche | manana | la noche | fin de ano | mi cumpleanos)
  - me (quiero | quisiera) (ir de este mundo | ir para siempre | quedar dormid* para siempre) | mejor estaria (muerto | muerta) | no merezco (vivir | estar (vivo | viva))
  - si me (muero | muriera) (nadie | a nadie | ninguno) ..2 (entera | enteraria | nota | notaria | importa | importaria | llora | lloraria) | nadie me (va a extranar | extranara | extrana | llorara) (cuando | si) (me muera | me muero | muera | no este | ya no este)
  - no le (veo | encuentro | hallo) [ningun | el] sentido a (la vida | mi vida | vivir | nada | seguir)
  - <want> [solo | ya | mejor] (morir | morirme | estar muerto | estar muerta | desaparecer para siempre | dormir y no despertar | no despertar | no haber nacido | no existir | irme de este mundo) !(de (risa | ganas))
  - me quiero morir | me quisiera morir | quiero estar (muerto | muerta) | ganas de morir | dejame morir | dejenme morir | ojala (me muera | me muriera | estuviera (muerto | muerta) | no despierte | no despertara | no hubiera nacido)
  - (no quiero | ya no quiero | no deseo | ya no deseo | no puedo | ya no puedo) [seguir | mas] (vivir | viviendo | existir | estar (viva | vivo | aqui | en este mundo) | despertar | con mi vida | con esta vida) [mas]
  - (sin | no tengo | no hay | no encuentro | no veo | perdi las) (razon | razones | motivos | motivo | sentido | ganas) (para | de | por | a | de seguir) (vivir | seguir | viviendo | que vivir | la vida | la que vivir | existir)
  - (cansado | cansada | harto | harta) de (vivir | la vida | mi vida | existir | esta vida | seguir viviendo)
  - (la vida | mi vida | vivir) [ya] no (tiene sentido | vale la pena | vale nada | tiene valor)
  - (estarian | estaran | estaria | seria | serian) (mejor | mas felices | felices) (sin mi | si (yo no | me muero | muero | me muriera | no estuviera))
  - (nadie me | a nadie le | nadie) (extranaria | extranara | va a extranar | importa) ..2 (si me muero | si muero | si desaparezco | me extranaria)
  - la muerte (es | seria) (mejor | la unica | un alivio | la solucion) | mejor (muerto | muerta) | (prefiero | preferiria) (morir | la muerte | estar muerto | estar muerta)
rule farewell B "Says goodbye as people do who will not come back."
  - (deje | escribi | estoy escribiendo | les escribi) [ya] (una | mi | la) [ultima] (carta | nota) (para | a) (mi | mis | los que) (hija | hijo | hijos | hijas | mama | papa | familia | madre | padre | pareja | esposo | esposa) !(de (pago | trabajo | recomendacion))
  - ya me despedi de (mi | mis | todos | la familia) !(mama en el aeropuerto) | no (voy a estar | estare) (aqui | viv*) (manana | pasado manana | mucho tiempo | para (verlo | navidad))
  - (es | sera) mi ultima noche !(en | aqui en | de (vacaciones | trabajo | hotel | viaje)) | cuando lean esto
  - adios (mundo | a todos | para siempre | mundo cruel | familia | vida)
  - (cuida | cuiden | cuidame) a (mi | mis) ..5 (cuando (yo no | ya no) este | cuando me (muera | vaya) | si me muero)
  - (perdonenme | perdoname) ..5 (por lo que voy | por irme | ya no puedo | por hacer esto | adios) | no me (veran | volveran a ver | volveras a ver) | cuando ya no este
rule means B "Has got the means, or is looking for them."
  - (compre | tengo | consegui | guarde | escondi) .. (soga | veneno | raticida | pistola | pesticida)
  - como (suicidarme | matarme | morir sin dolor | suicidarse | quitarme la vida) | (dosis letal | dosis mortal) | cuantas pastillas .. (morir | matar | matarme | letal)
rule self-harm B "Speaks of hurting their own body."
  - me (quiero | vuelvo a | volvi a) (cortar | lastimar | hacer dano) !(el (pelo | cabello) | las unas)
  - (cortarme | me corto | me corte | me estoy cortando | lastimarme | hacerme dano | autolesion* | me lastimo | quemarme la piel | me quemo a proposito) !(el (pelo | cabello) | las unas | cocinando | la llamada)
rule abused B "Is hurt or forced by somebody."
  flags by-other
  - me (viola | toca) (mi | el | un) (padrastro | papa | padre | tio | abuelo | hermano | primo | vecino | maestro | profesor | pastor | novio | ex) | (^ | todas las noches | cada noche | otra vez) me viola
  - <he> me (pega | golpea | viola | maltrata | abusa | amenaza | pego | golpeo | maltrato | ahorca | toca | tocaba | obliga) !(el (sol | brazo) | bien | la (guitarra | puerta | frente) | el piano)
  - (abuso | abusaron | abusan | abusa) (de mi | sexualmente de mi) | (me amenazo con | me amenaza con | dice que me va a | dijo que me va a) (matar | matarme | golpear)
  - (tengo miedo de que | miedo a que | miedo que) me (mate | pegue | golpee | haga dano | maten)
  - estoy en peligro | me (obligan | obliga | quieren obligar) a (casarme | tener (sexo | relaciones) | prostituirme)
rule danger-child B "A child is hurt, or may be."
  flags child by-other
  - (golpea | pega | viola | abusa de | toca | maltrata | abuso de | violo a | golpeo a) [a] (mi | mis | la | al | el) (hijo | hija | hijos | nino | nina | bebe | hermanita | hermanito)
rule danger-to-other B "May hurt somebody else."
  flags to-other loose
  - (voy a | quiero | ganas de) (matarlo | matarla | matarlos | apunalarlo | apunalarla)
rule despair C "Despair without danger words."
  - (ya no | no) (aguanto | puedo | soporto | resisto) mas | ya no (puedo | aguanto | soporto) !(esperar | comer | ir)
  - (sin | no tengo | no hay | perdi (la | toda)) (esperanza | esperanzas | salida) | desesperad* | desesperanza
  - soy (una carga | un estorbo | un fracaso | una basura | una mierda | inutil | un inutil | una inutil) | no (valgo | sirvo) (nada | para nada)
  - me odio | odio (mi vida | vivir | la vida) | nadie me (quiere | ama | entiende | necesita)
  - quiero (desaparecer | rendirme | que todo (acabe | termine | pare)) | me rindo $ | (para que | de que sirve) (seguir | vivir | sigo)
  - (vacio | vacia | muerto | muerta | roto | rota) por dentro
rule third-danger ask "Somebody else may be in danger."
  flags third
  - (mi (amigo | amiga | hermano | hermana | hijo | hija | mama | papa | novio | novia | esposo | esposa | primo | prima) | el | ella | alguien) ..4 (suicidarse | matarse | quitarse la vida | se quiere (matar | morir | suicidar) | quiere (morir | morirse | matarse) | se (suicido | mato | ahorco | colgo) | intento suicidarse)
