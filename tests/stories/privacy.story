# serves S0-53 S2-D4
story PRIVACY in two texts: who reads, how long, when we must act
phone amina +254711000001
amina: PRIVACY
amina < Read by trained peer workers and the team on duty: your texts, not your number. *
amina < If a life is at risk or a child is harmed we must act and may use your number. *
