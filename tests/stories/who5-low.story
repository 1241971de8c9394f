# serves S2-D3
story A low well-being is told to whoever is on duty, and a person is offered
given lena +254733000003 is staff coordinator
given zed +254711000003 is member
zed: WELLBEING
zed < Five short questions about the last two weeks. *
zed: 1
zed < Last two weeks: I have felt cheerful and in good spirits. *
zed: 1
zed < Last two weeks: I have felt calm and relaxed. *
zed: 2
zed < Last two weeks: I have felt active and vigorous. *
zed: 1
zed < Last two weeks: I woke up feeling fresh and rested. *
zed: 1
zed < Last two weeks: my daily life has been filled *
zed: 2
zed < Thank you. These sound like hard weeks. Would you like to talk with someone? *
lena < *poor well-being*
then concern about zed is open
zed: later
zed < That is all right. *
