#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What handsets can put into a text, over SMPP and through a real bearerbox to
# the phone of the person they talk with: national shift tables, characters
# beyond the basic plane, parts with 16-bit references in the wrong order, and
# what is no text at all.  The septets are written out here from 3GPP TS 23.038
# Annex A, not made by the code under test.
. "$(dirname "$0")/lib.sh"
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
MEMBER=254711000001 PEER=254722000001 LOG=$E2E_DIR/handsets
UDHI=0x40

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT"
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"
conversation_begin

# arrives WHAT DCS ESM HEADER BODY TEXT: the peer's handset shows exactly TEXT
arrives() {
	smsc deliver $MEMBER 3114 "$2" "$3" "$4$5"
	if wait_until 10 hears $PEER ": $6\$"; then say "   $1: $6"
	else fail "$1: expected \"$6\", the peer's phone shows \"$(tail -n 1 "$LOG")\""; fi
}

say "1. national tables (TS 23.038 Annex A)"
#                                     UDH      septets, one a byte
arrives "Turkish, locking"    0 $UDHI 03250101 071D076B20616361 'ışık aca'
arrives "Turkish, single"     0 $UDHI 03240101 611B67611B63 'ağaç'
arrives "Spanish, single"     0 $UDHI 03240102 6573741B61206171751B69 'está aquí'
arrives "Portuguese, locking" 0 $UDHI 03250103 616D616E687B 'amanhã'
arrives "Portuguese, single"  0 $UDHI 03240103 6E1B7B6F 'não'
arrives "Bengali, locking"    0 $UDHI 03250104 0304 'অআ'
arrives "Hindi, locking"      0 $UDHI 03250106 030405 'अआइ'
arrives "Urdu, locking"       0 $UDHI 0325010D 000102 'اآب'
arrives "default extension"   0 0     ''         1B653130 '€10'

say "2. UCS-2 with a surrogate pair"
arrives "emoji" 8 0 '' 006F006B0020D83DDE00 'ok 😀'

say "3. 16-bit references, the second part first"
smsc deliver $MEMBER 3114 0 $UDHI "060804BEEF0202$(printf 'and back' | od -An -tx1 | tr -d ' \n')"
smsc deliver $MEMBER 3114 0 $UDHI "060804BEEF0201$(printf 'there ' | od -An -tx1 | tr -d ' \n')"
wait_until 10 hears $PEER ": there and back\$" || fail "the parts were not joined"

say "4. no text: kept raw for a human, and the line goes on"
smsc deliver $MEMBER 3114 4 0 00FF10203040
shown() { [ "$(ctl status | sed -n 's/^texts_for_a_human *//p')" = "$1" ]; }
wait_until 10 shown 1 || fail "nobody is shown the binary message"
smsc deliver $MEMBER 3114 0 0 7468656E
wait_until 10 hears $PEER ": then\$" || fail "the line did not go on"

carrier_stop
stop "$WARMLINED_PID"
pager_stop
if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
