# serves S0-23 S0-57
story A day's automatic replies have an end; danger and people do not
set people: replies-a-day 5
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed: abc
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: abc
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: abc
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: abc
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: abc
zed < That is all we can answer by ourselves today. A person reads on. TALK and 9 *
zed: abc
zed: abc
zed: I want to kill myself
omar < ALARM <code> tier B. Reply 1 *
zed < We read what you wrote and it matters. Someone is being told now and will write *
