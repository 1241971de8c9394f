// SPDX-License-Identifier: AGPL-3.0-or-later
/* Records as 512 bytes, big-endian, with a check sum for the disk's sake. */
#include "pager/pager_int.h"

#include <arpa/inet.h>
#include <endian.h>
#include <sodium.h>

enum {
	AT_MAGIC = 0, AT_VERSION = 4, AT_TYPE = 6,	/* never move */
	AT_TIER = 8, AT_KIND, AT_STATE, AT_OUTCOME, AT_FLAGS, AT_PEOPLE = 14,
	AT_PERSON = 16, AT_MESSAGE = 24, AT_ALARM = 32, AT_WAIT = 40,
	AT_CODE = 48, AT_NUMBER = 60, AT_HANDLE = 84, AT_TEXT = 112,
	AT_SUM = PAGER_RECORD_LEN - 16,
	SUM_LEN = 16,
};
enum { FLAG_TOLD = 1, FLAG_OK = 2, FLAG_ROSTER_OK = 4, FLAGS = 7 };

static const uint8_t magic[4] = { 'W', 'L', 'p', 'g' };

_Static_assert(AT_CODE + PAGER_CODE_LEN < AT_NUMBER, "code overlaps");
_Static_assert(AT_NUMBER + PAGER_NUMBER_LEN < AT_HANDLE, "number overlaps");
_Static_assert(AT_HANDLE + PAGER_HANDLE_LEN < AT_TEXT, "handle overlaps");
_Static_assert(AT_TEXT + PAGER_TEXT_LEN < AT_SUM, "text overlaps");

void pager_key_make(struct pager_key *key, const uint8_t person[8], const char *uuid)
{
	uint8_t hash[crypto_generichash_BYTES_MIN];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)uuid, strlen(uuid), NULL, 0);
	memcpy(key->person, person, sizeof(key->person));
	memcpy(key->message, hash, sizeof(key->message));
}

static void put16(uint8_t *to, uint16_t v)
{
	v = htobe16(v);
	memcpy(to, &v, sizeof(v));
}

static uint16_t get16(const uint8_t *from)
{
	uint16_t v;

	memcpy(&v, from, sizeof(v));
	return be16toh(v);
}

static void put64(uint8_t *to, uint64_t v)
{
	v = htobe64(v);
	memcpy(to, &v, sizeof(v));
}

static uint64_t get64(const uint8_t *from)
{
	uint64_t v;

	memcpy(&v, from, sizeof(v));
	return be64toh(v);
}

static void sum(const uint8_t *rec, uint8_t out[SUM_LEN])
{
	crypto_generichash(out, SUM_LEN, rec, AT_SUM, NULL, 0);
}

void pager_record_encode(uint8_t out[PAGER_RECORD_LEN], const struct pager_record *rec)
{
	memset(out, 0, PAGER_RECORD_LEN);
	memcpy(out + AT_MAGIC, magic, sizeof(magic));
	put16(out + AT_VERSION, PAGER_RECORD_VERSION);
	put16(out + AT_TYPE, (uint16_t)rec->type);
	out[AT_TIER] = (uint8_t)rec->inc.tier;
	out[AT_KIND] = (uint8_t)rec->inc.kind;
	out[AT_STATE] = rec->state;
	out[AT_OUTCOME] = rec->outcome;
	out[AT_FLAGS] = (rec->told ? FLAG_TOLD : 0) | (rec->ok ? FLAG_OK : 0) |
			(rec->roster_ok ? FLAG_ROSTER_OK : 0);
	put16(out + AT_PEOPLE, rec->people);
	memcpy(out + AT_PERSON, rec->inc.key.person, 8);
	memcpy(out + AT_MESSAGE, rec->inc.key.message, 8);
	put64(out + AT_ALARM, rec->alarm_id);
	put64(out + AT_WAIT, (uint64_t)rec->wait_ms);
	memcpy(out + AT_CODE, rec->inc.code, strnlen(rec->inc.code, PAGER_CODE_LEN));
	memcpy(out + AT_NUMBER, rec->number, strnlen(rec->number, PAGER_NUMBER_LEN));
	memcpy(out + AT_HANDLE, rec->handle, strnlen(rec->handle, PAGER_HANDLE_LEN));
	memcpy(out + AT_TEXT, rec->text, strnlen(rec->text, PAGER_TEXT_LEN));
	sum(out, out + AT_SUM);
}

/* --- Reading ------------------------------------------------------------------- */
static bool type_known(unsigned int type)
{
	return (type >= PAGER_HELLO && type <= PAGER_RING) ||
	       (type >= PAGER_WELCOME && type <= PAGER_VOICE_ACK) || type == PAGER_SLOT;
}

static bool names_incident(enum pager_record_type type)
{
	return type == PAGER_HIT || type == PAGER_STORED || type == PAGER_ACK ||
	       type == PAGER_OPEN || type == PAGER_SLOT || type == PAGER_RING ||
	       type == PAGER_VOICE_ACK;
}

static void get_text(char *to, const uint8_t *from, size_t max)
{
	size_t len = strnlen((const char *)from, max);

	memcpy(to, from, len);
	to[len] = '\0';
}

static bool digits(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

static bool sensible(const struct pager_record *rec)
{
	if (names_incident(rec->type) &&
	    (rec->inc.tier < PAGER_TIER_A || rec->inc.tier > PAGER_TIER_B ||
	     rec->inc.kind < PAGER_MEMBER || rec->inc.kind > PAGER_CALLER || !rec->inc.code[0]))
		return false;
	if ((rec->type == PAGER_OPEN || rec->type == PAGER_SLOT) &&
	    (rec->state < PAGER_WAITING || rec->state > PAGER_ACKED))
		return false;
	if (rec->type == PAGER_REPORT &&
	    (rec->outcome < PAGER_ACCEPTED || rec->outcome > PAGER_UNKNOWN))
		return false;
	if (rec->type == PAGER_RING && (!rec->number[0] || !rec->alarm_id))
		return false;
	if (rec->type == PAGER_SEND && (!rec->number[0] || !rec->text[0] || !rec->alarm_id))
		return false;
	return digits(rec->inc.code) && rec->wait_ms >= 0;
}

int pager_record_decode(const uint8_t *data, size_t len, struct pager_record *rec)
{
	uint8_t want[SUM_LEN];

	memset(rec, 0, sizeof(*rec));
	if (len < AT_TYPE + 2 || memcmp(data + AT_MAGIC, magic, sizeof(magic)) != 0 ||
	    !type_known(get16(data + AT_TYPE)))
		return -EBADMSG;
	rec->type = get16(data + AT_TYPE);
	if (get16(data + AT_VERSION) != PAGER_RECORD_VERSION)
		return -EPROTO;
	if (len != PAGER_RECORD_LEN || data[AT_FLAGS] & ~FLAGS)
		return -EBADMSG;
	sum(data, want);
	if (memcmp(want, data + AT_SUM, SUM_LEN) != 0)
		return -EBADMSG;
	rec->inc.tier = data[AT_TIER];
	rec->inc.kind = data[AT_KIND];
	rec->state = data[AT_STATE];
	rec->outcome = data[AT_OUTCOME];
	rec->told = data[AT_FLAGS] & FLAG_TOLD;
	rec->ok = data[AT_FLAGS] & FLAG_OK;
	rec->roster_ok = data[AT_FLAGS] & FLAG_ROSTER_OK;
	memcpy(rec->inc.key.person, data + AT_PERSON, 8);
	memcpy(rec->inc.key.message, data + AT_MESSAGE, 8);
	rec->alarm_id = get64(data + AT_ALARM);
	rec->people = get16(data + AT_PEOPLE);
	rec->wait_ms = (int64_t)get64(data + AT_WAIT);
	get_text(rec->inc.code, data + AT_CODE, PAGER_CODE_LEN);
	get_text(rec->number, data + AT_NUMBER, PAGER_NUMBER_LEN);
	get_text(rec->handle, data + AT_HANDLE, PAGER_HANDLE_LEN);
	get_text(rec->text, data + AT_TEXT, PAGER_TEXT_LEN);
	return sensible(rec) ? 0 : -EBADMSG;
}
