# serves S0-04
story Danger that is spread over two texts is heard
given omar +254733000001 is staff oncall
given zed +254711000003 is member
zed: I am going to
zed < We have your text. To talk with someone, text TALK. For everything else, MENU. *
zed: kill myself
omar < ALARM <code> tier B. Reply 1 *
zed < We read what you wrote and it matters. Someone is being told now and will write *
