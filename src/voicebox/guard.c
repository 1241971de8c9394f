// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who may speak: addresses of trunks, and a bucket for each. */
#include "voicebox/guard.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

static bool address_flat(const struct sockaddr *from, uint8_t out[16])
{
	if (from->sa_family == AF_INET) {
		memcpy(out, mapped, sizeof(mapped));
		memcpy(out + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
		return true;
	}
	if (from->sa_family != AF_INET6)
		return false;
	memcpy(out, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
	return true;
}

static int net_add(struct guard *g, char *word, uint8_t trunk, struct err *err)
{
	struct guard_net *net = &g->nets[g->nets_len];
	char *slash = strchr(word, '/'), *end = NULL;
	unsigned long bits = 128, offset = 0;

	if (g->nets_len == GUARD_NETS_MAX)
		return err_set(err, EINVAL, "more than %d addresses of trunks", GUARD_NETS_MAX);
	if (slash)
		*slash = '\0';
	if (inet_pton(AF_INET, word, net->addr + 12) == 1) {
		memcpy(net->addr, mapped, sizeof(mapped));
		offset = 96;
	} else if (inet_pton(AF_INET6, word, net->addr) != 1) {
		return err_set(err, EINVAL, "'%s' is no numeric address", word);
	}
	if (slash) {
		bits = strtoul(slash + 1, &end, 10) + offset;
		if (end == slash + 1 || *end || bits > 128 || bits < offset + 8)
			return err_set(err, EINVAL, "'%s/%s' is no net of at least 8 bits", word,
				       slash + 1);
	}
	net->bits = (uint8_t)bits;
	net->trunk = trunk;
	g->nets_len++;
	return 0;
}

int guard_add(struct guard *g, const char *addresses, uint8_t trunk, struct err *err)
{
	char *copy = talloc_strdup(NULL, addresses), *save = NULL, *word;
	int rc = 0;

	if (!copy)
		base_oom();
	for (word = strtok_r(copy, " ,", &save); word && rc == 0;
	     word = strtok_r(NULL, " ,", &save))
		rc = net_add(g, word, trunk, err);
	talloc_free(copy);
	return rc;
}

static bool inside(const struct guard_net *net, const uint8_t addr[16])
{
	unsigned int whole = net->bits / 8, rest = net->bits % 8;

	return memcmp(net->addr, addr, whole) == 0 &&
	       (rest == 0 || ((net->addr[whole] ^ addr[whole]) >> (8 - rest)) == 0);
}

int guard_trunk(const struct guard *g, const struct sockaddr *from)
{
	uint8_t addr[16];
	int trunk = -1, bits = -1;
	unsigned int i;

	if (!address_flat(from, addr))
		return -1;
	for (i = 0; i < g->nets_len; i++)
		if ((int)g->nets[i].bits > bits && inside(&g->nets[i], addr)) {
			bits = g->nets[i].bits;
			trunk = g->nets[i].trunk;
		}
	return trunk;
}

bool guard_rate(struct guard *g, const struct sockaddr *from, int64_t now_ms)
{
	int64_t full = (int64_t)g->per_second * 2 * 1000;
	struct guard_bucket *b;
	uint8_t addr[16];
	unsigned int i, hash = 5381;

	if (!address_flat(from, addr))
		return false;
	for (i = 0; i < sizeof(addr); i++)
		hash = hash * 33 + addr[i];
	b = &g->buckets[hash % GUARD_SOURCES_MAX];
	if (b->at_ms == 0)
		b->tokens = full;
	else
		b->tokens += (now_ms - b->at_ms) * g->per_second;
	b->at_ms = now_ms;
	if (b->tokens > full)
		b->tokens = full;
	if (b->tokens < 1000)
		return false;
	b->tokens -= 1000;
	return true;
}
