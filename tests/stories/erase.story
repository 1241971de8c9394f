# serves S0-53 S2-D5
story ERASE asks once, then forgets everything, and says when backups are gone
given zed +254711000003 is member
zed: PRIVACY
zed < Read by trained peer workers and the team on duty: your texts, not your number. *
zed < If a life is at risk or a child is harmed we must act and may use your number. *
zed: ERASE
zed < This deletes everything about you for ever; nobody can bring it back. Really? 1 *
zed: BACK
zed < This deletes everything about you for ever; nobody can bring it back. Really? 1 *
zed: 2
zed < Nothing was deleted. MENU shows what there is.
zed: ERASE
zed < This deletes everything about you for ever; nobody can bring it back. Really? 1 *
zed: 1
zed < Done. Everything about you is deleted here; copies in backups are gone within *
then zed is unknown
then {zed} is erased
zed: hello
zed < Hello, good that you wrote. This is read by trained peer workers. 1 Talk, 2 *
