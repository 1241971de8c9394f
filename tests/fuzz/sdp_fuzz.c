// SPDX-License-Identifier: AGPL-3.0-or-later
/* A session description from outside, and our answer to it. */
#include "voicebox/sdp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sockaddr_storage addr = { .ss_family = AF_INET };
	char text[SDP_TEXT_MAX];
	struct media_remote media;
	struct sdp_remote remote;
	struct sdp_local local;

	sdp_local_init(&local, &addr, MEDIA_PCMA, SDP_SRTP_ALLOWED);
	if (sdp_read((const char *)data, size, SDP_SRTP_ALLOWED, &remote, NULL) < 0)
		return 0;
	MUST(sdp_answer(&local, &remote, text) < SDP_TEXT_MAX);
	sdp_agree(&local, &remote, MEDIA_LATCH_PORT, &media);
	return 0;
}
