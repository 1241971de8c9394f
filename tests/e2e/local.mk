# SPDX-License-Identifier: AGPL-3.0-or-later
# Test carriers and the null box: what the end-to-end scripts and the bench run.
check_PROGRAMS += tests/e2e/smsc/fake-smsc tests/e2e/smsc/smpp-smsc tests/e2e/null-box
SMSC_DRIVER = tests/e2e/smsc/driver.c tests/e2e/smsc/driver.h \
	tests/e2e/smsc/ledger.c tests/e2e/smsc/ledger.h

tests_e2e_smsc_fake_smsc_SOURCES = tests/e2e/smsc/fake_main.c $(SMSC_DRIVER)
tests_e2e_smsc_fake_smsc_LDADD = $(WARMLINE_LIBS)
tests_e2e_smsc_smpp_smsc_SOURCES = tests/e2e/smsc/smpp_main.c tests/e2e/smsc/smpp_smsc.c \
	tests/e2e/smsc/smpp_smsc.h tests/e2e/smsc/smpp_pdu.c \
	tests/e2e/smsc/smpp_pdu.h $(SMSC_DRIVER)
tests_e2e_smsc_smpp_smsc_CFLAGS = $(AM_CFLAGS) $(SMPP34_CFLAGS)
tests_e2e_smsc_smpp_smsc_LDADD = $(WARMLINE_LIBS) $(SMPP34_LIBS)
tests_e2e_null_box_SOURCES = tests/e2e/null_box.c
tests_e2e_null_box_LDADD = $(WARMLINE_LIBS)

PHONES = tests/e2e/phone/phones tests/e2e/phone/speak-bits
check_PROGRAMS += $(PHONES)
tests_e2e_phone_phones_SOURCES = tests/e2e/phone/phones.c tests/e2e/phone/phones.h \
	tests/e2e/phone/phone_sip.c tests/e2e/phone/phone_sound.c tests/e2e/phone/phone_mouth.c
tests_e2e_phone_phones_LDADD = $(WARMLINE_LIBS)
tests_e2e_phone_speak_bits_SOURCES = tests/e2e/phone/speak_bits.c tests/e2e/phone/phone_mouth.c \
	tests/e2e/phone/phones.h
tests_e2e_phone_speak_bits_LDADD = $(WARMLINE_LIBS)

# Not part of `make check`: they need bearerbox and half a minute each.  The longest come first.
END_TO_END = tests/e2e/call_kills_e2e.sh tests/e2e/console_e2e.sh tests/e2e/voicebox_away_e2e.sh \
	tests/e2e/call_e2e.sh tests/e2e/box_e2e.sh tests/e2e/kills_e2e.sh tests/e2e/relay_e2e.sh \
	tests/e2e/lane_e2e.sh tests/e2e/alarm_e2e.sh tests/e2e/alphabets_e2e.sh \
	tests/e2e/store_away_e2e.sh tests/e2e/disk_full_e2e.sh tests/e2e/voicebox_e2e.sh \
	tests/e2e/voicebox_sip_e2e.sh tests/e2e/https_e2e.sh tests/e2e/console_flood_e2e.sh \
	tests/e2e/softphone_e2e.sh tests/e2e/voicebox_net_e2e.sh
CARRIERS = tests/e2e/smsc/fake-smsc tests/e2e/smsc/smpp-smsc tests/e2e/null-box \
	contrib/kannel/warmline-check-store $(PHONES)
EXTRA_DIST += tests/e2e/voicebox tests/e2e/voicebox_lib.sh tests/e2e/lib.sh tests/e2e/run.sh \
	tests/e2e/trip.c $(END_TO_END)
# Preloaded, so neither static nor sanitized.
tests/e2e/trip.so: tests/e2e/trip.c
	$(AM_V_CC)$(MKDIR_P) tests/e2e && $(CC) -shared -fPIC -O1 -o $@ $(srcdir)/tests/e2e/trip.c -ldl
CLEANFILES += tests/e2e/trip.so
.PHONY: check-e2e
check-e2e: tests/console/desk-fake tests/voicebox/fake-warmlined tests/voicebox/sip-send \
		tests/voicebox/link-ask tests/voicebox/tone-file tests/e2e/trip.so \
		$(sbin_PROGRAMS) $(libexec_PROGRAMS) $(bin_PROGRAMS) $(CARRIERS)
	@TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' \
		bash $(srcdir)/tests/e2e/run.sh $(END_TO_END)
CLEANFILES += tests/e2e/verdicts $(END_TO_END:=.log) $(END_TO_END:=.first.log)

check_PROGRAMS += tests/e2e/smsc/fake_smsc_test tests/e2e/smsc/ledger_test
TESTS += tests/e2e/smsc/fake_smsc_test tests/e2e/smsc/ledger_test
tests_e2e_smsc_fake_smsc_test_SOURCES = tests/e2e/smsc/fake_smsc_test.c
tests_e2e_smsc_fake_smsc_test_CFLAGS = $(TEST_CFLAGS)
tests_e2e_smsc_fake_smsc_test_LDADD = $(TEST_LIBS)
tests_e2e_smsc_ledger_test_SOURCES = tests/e2e/smsc/ledger_test.c tests/e2e/smsc/ledger.c \
	tests/e2e/smsc/ledger.h
tests_e2e_smsc_ledger_test_CFLAGS = $(TEST_CFLAGS)
tests_e2e_smsc_ledger_test_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/e2e/console/browser.mjs tests/e2e/console/house.mjs tests/e2e/console/day.mjs \
	tests/e2e/console/pages.mjs tests/e2e/console/hostile.json tests/e2e/console/receiver.mjs tests/e2e/console/flood.mjs
