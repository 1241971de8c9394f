# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/voicebox/fake-warmlined
tests_voicebox_fake_warmlined_SOURCES = tests/voicebox/fake_warmlined.c
tests_voicebox_fake_warmlined_LDADD = $(WARMLINE_LIBS)

SIP_TESTS = tests/voicebox/sip_guard_test tests/voicebox/sip_sdp_test tests/voicebox/sip_call_test
check_PROGRAMS += $(SIP_TESTS)
TESTS += $(SIP_TESTS)
SIP_TEST_CFLAGS = $(VOICEBOX_TEST_CFLAGS) $(RE_CFLAGS) $(RE_DEFINES)
tests_voicebox_sip_guard_test_SOURCES = tests/voicebox/sip_guard_test.c
tests_voicebox_sip_guard_test_CFLAGS = $(SIP_TEST_CFLAGS)
tests_voicebox_sip_guard_test_LDADD = $(VOICEBOX_TEST_LIBS)
tests_voicebox_sip_sdp_test_SOURCES = tests/voicebox/sip_sdp_test.c
tests_voicebox_sip_sdp_test_CFLAGS = $(SIP_TEST_CFLAGS)
tests_voicebox_sip_sdp_test_LDADD = $(VOICEBOX_TEST_LIBS)
tests_voicebox_sip_call_test_SOURCES = tests/voicebox/sip_call_test.c
tests_voicebox_sip_call_test_CFLAGS = $(SIP_TEST_CFLAGS)
tests_voicebox_sip_call_test_LDADD = $(VOICEBOX_TEST_LIBS)

check_PROGRAMS += tests/fuzz/sip_fuzz tests/fuzz/sdp_fuzz
TESTS += tests/fuzz/sip_fuzz tests/fuzz/sdp_fuzz
tests_fuzz_sip_fuzz_SOURCES = tests/fuzz/sip_fuzz.c tests/fuzz/replay_main.c
tests_fuzz_sip_fuzz_CFLAGS = $(SIP_TEST_CFLAGS)
tests_fuzz_sip_fuzz_LDADD = $(VOICEBOX_TEST_LIBS)
tests_fuzz_sdp_fuzz_SOURCES = tests/fuzz/sdp_fuzz.c tests/fuzz/replay_main.c
tests_fuzz_sdp_fuzz_CFLAGS = $(SIP_TEST_CFLAGS)
tests_fuzz_sdp_fuzz_LDADD = $(VOICEBOX_TEST_LIBS)

check_PROGRAMS += tests/voicebox/sip-send
tests_voicebox_sip_send_SOURCES = tests/voicebox/sip_send.c

check_PROGRAMS += tests/voicebox/sip_manual_test
TESTS += tests/voicebox/sip_manual_test
tests_voicebox_sip_manual_test_SOURCES = tests/voicebox/sip_manual_test.c
tests_voicebox_sip_manual_test_CFLAGS = $(SIP_TEST_CFLAGS)
tests_voicebox_sip_manual_test_LDADD = $(VOICEBOX_TEST_LIBS)

check_PROGRAMS += tests/voicebox/link-ask
tests_voicebox_link_ask_SOURCES = tests/voicebox/link_ask.c
tests_voicebox_link_ask_LDADD = $(WARMLINE_LIBS)

check_PROGRAMS += tests/voicebox/tone-file
tests_voicebox_tone_file_SOURCES = tests/voicebox/tone_file.c
tests_voicebox_tone_file_LDADD = $(WARMLINE_LIBS)

check_PROGRAMS += tests/voicebox/call_test
TESTS += tests/voicebox/call_test
tests_voicebox_call_test_SOURCES = tests/voicebox/call_test.c $(FAR)
tests_voicebox_call_test_CFLAGS = $(SIP_TEST_CFLAGS)
tests_voicebox_call_test_LDADD = $(VOICEBOX_TEST_LIBS)
tests_voicebox_call_test_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=ua_reject,--wrap=ua_dial,--wrap=ua_hangup
