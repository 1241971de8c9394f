# serves S0-15
story Nobody presses anything: three times asked, then a kind goodbye
given zed +254711000003 is member
voicebox is there
zed rings
zed ~ *What would you like?*
9s pass
zed ~ We heard no key.*
9s pass
zed ~ We heard no key.*
9s pass
zed ~ We could not hear a key. You can ring again at any time, and we are here. Goodbye.
zed is off the phone
