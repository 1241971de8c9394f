language en "English"
status "Written by the project. No clinician has reviewed it yet."
author "the Warmline project"
reviewer "none yet"
reviewed "none yet"
denials not never no
spell do not = dont | don't
spell i am = im | i'm
slips kill myself
slot want = want | need
rule want-die B "Says that they want to die."
  - <want> to die
  - kill .. myself
context negated before
  - (not | never) ..2
