// SPDX-License-Identifier: AGPL-3.0-or-later
#include "smpp_pdu.h"

#include <stdio.h>
#include <smpp34.h>
#include <smpp34_structs.h>
#include <smpp34_params.h>

static uint32_t get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

ssize_t smpp_head(const uint8_t *data, size_t len, struct smpp_head *out)
{
	if (len < SMPP_HEAD_LEN)
		return 0;
	*out = (struct smpp_head){ get_u32(data), get_u32(data + 4), get_u32(data + 8),
				   get_u32(data + 12) };
	if (out->length < SMPP_HEAD_LEN || out->length > SMPP_PDU_MAX)
		return -EPROTO;
	return len < out->length ? 0 : (ssize_t)out->length;
}

bool smpp_read_submit(const uint8_t *data, size_t len, struct smpp_text *out)
{
	submit_sm_t pdu;

	memset(&pdu, 0, sizeof(pdu));
	if (smpp34_unpack2(&pdu, data, (int)len) != 0)
		return false;
	memcpy(out->from, pdu.source_addr, sizeof(out->from));
	memcpy(out->to, pdu.destination_addr, sizeof(out->to));
	out->esm_class = pdu.esm_class;
	out->data_coding = pdu.data_coding;
	out->registered = pdu.registered_delivery;
	out->len = pdu.sm_length;
	memcpy(out->data, pdu.short_message, out->len);
	destroy_tlv(pdu.tlv);
	return true;
}

static size_t pack(uint8_t *out, void *pdu)
{
	int len = 0;

	if (smpp34_pack2(out, SMPP_PDU_MAX, &len, pdu) != 0) {
		fprintf(stderr, "libsmpp34: %s\n", smpp34_strerror);
		MUST(!"a PDU of ours can be packed");
	}
	return (size_t)len;
}

static void put_number(uint8_t *out, uint8_t *ton, uint8_t *npi, const char *number)
{
	bool international = number[0] == '+';

	*ton = international ? 1 : 0;
	*npi = 1;
	/* 5.2.5: 5 is alphanumeric */
	if (number[strspn(number, "+0123456789")])
		*ton = 5, *npi = 0;
	snprintf((char *)out, 21, "%s", number + international);
}

size_t smpp_deliver(uint8_t *out, uint32_t sequence, const struct smpp_text *text)
{
	deliver_sm_t pdu;
	tlv_t tlv;
	size_t len;

	memset(&pdu, 0, sizeof(pdu));
	pdu.command_id = DELIVER_SM;
	pdu.sequence_number = sequence;
	put_number(pdu.source_addr, &pdu.source_addr_ton, &pdu.source_addr_npi, text->from);
	put_number(pdu.destination_addr, &pdu.dest_addr_ton, &pdu.dest_addr_npi, text->to);
	pdu.esm_class = text->esm_class;
	pdu.data_coding = text->data_coding;
	pdu.sm_length = (uint8_t)text->len;
	memcpy(pdu.short_message, text->data, text->len);
	if (text->receipted_id) {
		memset(&tlv, 0, sizeof(tlv));
		tlv.tag = TLVID_receipted_message_id;
		tlv.length = (uint16_t)(strlen(text->receipted_id) + 1);
		memcpy(tlv.value.octet, text->receipted_id, tlv.length);
		build_tlv(&pdu.tlv, &tlv);
	}
	len = pack(out, &pdu);
	destroy_tlv(pdu.tlv);
	return len;
}

size_t smpp_submit_resp(uint8_t *out, uint32_t sequence, uint32_t status, const char *id)
{
	submit_sm_resp_t pdu;

	memset(&pdu, 0, sizeof(pdu));
	pdu.command_id = SUBMIT_SM_RESP;
	pdu.command_status = status;
	pdu.sequence_number = sequence;
	snprintf((char *)pdu.message_id, sizeof(pdu.message_id), "%s", status ? "" : id);
	return pack(out, &pdu);
}

size_t smpp_bind_resp(uint8_t *out, uint32_t command, uint32_t sequence)
{
	bind_transceiver_resp_t pdu;	/* 4.1: the three are alike */

	memset(&pdu, 0, sizeof(pdu));
	pdu.command_id = command;
	pdu.sequence_number = sequence;
	snprintf((char *)pdu.system_id, sizeof(pdu.system_id), "test-smsc");
	return pack(out, &pdu);
}

size_t smpp_plain(uint8_t *out, uint32_t command, uint32_t status, uint32_t sequence)
{
	const uint32_t words[] = { SMPP_HEAD_LEN, command, status, sequence };
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		out[4 * i] = (uint8_t)(words[i] >> 24);
		out[4 * i + 1] = (uint8_t)(words[i] >> 16);
		out[4 * i + 2] = (uint8_t)(words[i] >> 8);
		out[4 * i + 3] = (uint8_t)words[i];
	}
	return SMPP_HEAD_LEN;
}
