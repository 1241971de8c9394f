/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The few SMPP 3.4 PDUs of a test carrier, packed and read by libsmpp34
 * (Osmocom's SMPP library).  Sections are those of "SMPP Protocol
 * Specification v3.4".
 */
#include "base/base.h"

enum { SMPP_PDU_MAX = 4096, SMPP_HEAD_LEN = 16, SMPP_TEXT_MAX = 254 };

struct smpp_head {
	uint32_t length, command, status, sequence;
};

/* A short message, either way (4.4.1, 4.6.1). */
struct smpp_text {
	char from[21], to[21];
	uint8_t esm_class, data_coding, registered;
	uint8_t data[SMPP_TEXT_MAX];
	size_t len;
	const char *receipted_id;	/* deliver_sm only: it is a receipt (5.3.2.12) */
};

/* 0: more must come; -EPROTO; else the PDU's length. */
ssize_t smpp_head(const uint8_t *data, size_t len, struct smpp_head *out);
/* A submit_sm; false when libsmpp34 cannot read it. */
bool smpp_read_submit(const uint8_t *data, size_t len, struct smpp_text *out);

/* All return the length in `out` (SMPP_PDU_MAX). */
size_t smpp_deliver(uint8_t *out, uint32_t sequence, const struct smpp_text *text);
size_t smpp_submit_resp(uint8_t *out, uint32_t sequence, uint32_t status, const char *id);
size_t smpp_bind_resp(uint8_t *out, uint32_t command, uint32_t sequence);
/* enquire_link_resp, unbind_resp, generic_nack: a header alone. */
size_t smpp_plain(uint8_t *out, uint32_t command, uint32_t status, uint32_t sequence);
