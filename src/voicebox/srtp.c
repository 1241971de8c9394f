// SPDX-License-Identifier: AGPL-3.0-or-later
/* SRTP contexts from the keys of an SDP's a=crypto line (RFC 4568), by libsrtp. */
#include "voicebox/media_int.h"

#include <sodium.h>

enum { REPLAY_WINDOW = 128 };

static void (*const policies[])(srtp_crypto_policy_t *) = {
	[MEDIA_SRTP_AES128_SHA1_80] = srtp_crypto_policy_set_rtp_default,
	[MEDIA_SRTP_AES128_SHA1_32] = srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32,
	[MEDIA_SRTP_AES256_SHA1_80] = srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80,
	[MEDIA_SRTP_AES256_SHA1_32] = srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32,
};

size_t media_srtp_key_len(enum media_srtp suite)
{
	return suite == MEDIA_SRTP_NONE ? 0 : suite >= MEDIA_SRTP_AES256_SHA1_80 ? 46 : 30;
}

static int make(srtp_t *out, enum media_srtp suite, const uint8_t *key, srtp_ssrc_type_t which)
{
	uint8_t copy[MEDIA_SRTP_KEY_MAX];
	srtp_policy_t policy = { .ssrc.type = which, .key = copy, .window_size = REPLAY_WINDOW };
	srtp_err_status_t rc;

	memcpy(copy, key, sizeof(copy));
	policies[suite](&policy.rtp);
	/* RTCP has the long tag in every suite (RFC 4568 §6.2.2) */
	if (suite >= MEDIA_SRTP_AES256_SHA1_80)
		srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy.rtcp);
	else
		srtp_crypto_policy_set_rtcp_default(&policy.rtcp);
	rc = srtp_create(out, &policy);
	sodium_memzero(copy, sizeof(copy));
	return rc == srtp_err_status_ok ? 0 : -EINVAL;
}

int srtp_pair_make(struct srtp_pair *out, const struct media_srtp_keys *keys)
{
	int rc;

	*out = (struct srtp_pair){ 0 };
	if (keys->suite == MEDIA_SRTP_NONE)
		return 0;
	if ((size_t)keys->suite >= ARRAY_LEN(policies))
		return -EINVAL;
	rc = make(&out->in, keys->suite, keys->theirs, ssrc_any_inbound);
	if (!rc)
		rc = make(&out->out, keys->suite, keys->ours, ssrc_any_outbound);
	if (rc < 0)
		srtp_pair_free(out);
	return rc;
}

void srtp_pair_free(struct srtp_pair *p)
{
	if (p->in)
		srtp_dealloc(p->in);
	if (p->out)
		srtp_dealloc(p->out);
	*p = (struct srtp_pair){ 0 };
}
