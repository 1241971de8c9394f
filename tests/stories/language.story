# serves S0-55 S1-02
story The first keyword tells the language, and SETTINGS changes it
phone amina +254711000001
phone marie +254711000002
amina: ONGEA
amina < Kabla ya kuendelea: wenzako waliofunzwa na timu ya zamu husoma unachoandika. *
amina < Hubaki kati yetu, isipokuwa maisha yako hatarini au mtoto anaumizwa: hapo *
marie: AIDE
marie < PARLER : parler. CHERCHER : de l'aide. NOUVELLES : chaque jour. VIEPRIVEE, *
marie: REGLAGES
marie < Que faut-il changer ? 1 Langue, 2 Mots clairs, 3 Heures sures, 4 Heure, 5 Code, 6 Pause ou départ
marie: 1
marie < Quelle langue ? 1 English, 2 Kiswahili, 3 Francais, 4 Español
marie: 1
marie < From now on we write in English.
