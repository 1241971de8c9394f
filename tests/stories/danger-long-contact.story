# serves S0-37 S1-04
story Hours in contact: reminded by text, and nobody else's phone rings
set oncall: digest no
set oncall: ask-phone 0s
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given zed +254711000003 is member
zed: I want to kill myself tonight
omar < ALARM <code> tier A*
omar: 1 {code}
omar: 2 {code}
forget omar
forget zed
115m pass
omar hears nothing
lena hears nothing
6m pass
omar < {code} is still open*
115m pass
omar hears nothing
6m pass
omar < {code} is still open*
lena hears nothing
restart
1h pass
omar hears nothing
lena hears nothing
omar: 3 {code} 1
omar < {code} is closed by you*
forget zed
