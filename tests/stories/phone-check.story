# serves S1-13
story A phone that nobody verified is asked, asked again, and counted for the manager
clock 2026-11-23 09:30 Africa/Nairobi
given omar +254733000001 is staff oncall
given lena +254733000003 is staff oncall
given mona +254733000002 is staff manager
set oncall: digest no
23h pass
omar < Phone check: please reply 1 <check>,*
lena < Phone check: *
mona < Phone check: *
omar: 1 {check}
omar < Thank you. Your phone is checked*
6d pass
lena hears nothing
2d pass
lena < Phone check: *
mona < Phone check: *
omar hears nothing
