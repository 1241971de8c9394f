# serves S2-D5
story A plan for bad days comes back in her own words
given zed +254711000003 is member
zed: PLAN
zed < A plan for bad days, in your own words: *
zed: yes
zed < 1 of 6. *
zed: I stop cooking
zed < 2 of 6. *
zed: the river path
zed < 3 of 6. *
zed: skip
zed < 4 of 6. *
zed: Auntie
zed < 5 of 6. *
zed: skip
zed < 6 of 6. *
zed: skip
zed < Your plan, in your words:
zed < I stop cooking
zed < the river path
zed < Auntie
zed < That is your plan. *
zed: PLAN
zed < Your plan. 1 read it, *
zed: 3
zed < This deletes your plan *
zed: yes
zed < Done: your plan is deleted here.
zed: PLAN
zed < A plan for bad days, in your own words: *
