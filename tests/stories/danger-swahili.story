# serves S0-55 S0-04
story Danger in Swahili is answered in Swahili
given omar +254733000001 is staff oncall speaks sw
phone amina +254711000001
amina: ONGEA
amina < Kabla ya kuendelea: wenzako waliofunzwa na timu ya zamu husoma unachoandika. *
amina < Hubaki kati yetu, isipokuwa maisha yako hatarini au mtoto anaumizwa: hapo *
amina: nataka kujiua
omar < TAHADHARI <code> ngazi B. Jibu 1 *
amina < Tumesoma ulichoandika na ni muhimu. Mtu anaambiwa sasa na atakuandikia hapa. *
