# serves S1-20
story What no clinician has signed is asked of nobody
given zed +254711000003 is member
zed: PHQ9
zed < That is not open yet. *
