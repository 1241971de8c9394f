# serves S0-55 S0-04
story Danger in French is answered in French
given omar +254733000001 is staff oncall
phone marie +254711000002
marie: AIDE
marie < PARLER : parler. CHERCHER : de l'aide. NOUVELLES : chaque jour. VIEPRIVEE, *
marie: je veux mourir ce soir
omar < ALARM <code> tier B. Reply 1 *
marie < Nous avons lu, et cela compte. Quelqu'un est prévenu et va vous écrire ici. Si *
