// SPDX-License-Identifier: AGPL-3.0-or-later
/* The PIN.  Why the hash is cheap and computed here: care_people.h. */
#include <sodium.h>

#include "care/people/people_int.h"

COUNTER(count_right, "pin.right", "PINs that were right.");
COUNTER(count_wrong, "pin.wrong", "PINs that were wrong.");
COUNTER(count_locked, "pin.locked", "Times that a PIN was locked after too many wrong ones.");

/* Argon2id over 4 MiB, two passes. */
enum { PIN_OPS = 2, PIN_MEMORY = 4 * 1024 * 1024 };

static bool all_digits(const char *pin)
{
	size_t len = strlen(pin);

	return len >= CARE_PIN_MIN && len <= CARE_PIN_MAX && strspn(pin, "0123456789") == len;
}

/* Runs (1234, 9876), one digit throughout, a pair that repeats (1212), years
 * around a lifetime: what people who know one try first. */
static bool is_weak(const char *pin)
{
	size_t len = strlen(pin), i;
	bool up = true, down = true, same = true, pair = true;

	for (i = 1; i < len; i++) {
		up &= pin[i] == pin[i - 1] + 1;
		down &= pin[i] == pin[i - 1] - 1;
		same &= pin[i] == pin[0];
		pair &= i < 2 || pin[i] == pin[i - 2];
	}
	if (len == 4 && (strncmp(pin, "19", 2) == 0 || strncmp(pin, "20", 2) == 0))
		return true;
	return up || down || same || pair;
}

/* The last digits of one's own number. */
static int is_own_number(struct care_turn *t, const struct store_person *p, const char *pin)
{
	struct secret *number;
	size_t len = strlen(pin);
	int rc = store_people_number(t->store, t->mem, p->id, &number);

	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc == 0 && secret_len(number) >= len)
		rc = strcmp(secret_reveal(number) + secret_len(number) - len, pin) == 0;
	talloc_free(number);
	return rc;
}

int care_pin_set(struct care_turn *t, struct store_person *p, const char *pin, const char **outcome)
{
	char hash[crypto_pwhash_STRBYTES];
	struct secret *sealed;
	int rc;

	*outcome = "weak";
	if (!all_digits(pin) || is_weak(pin))
		return 0;
	rc = is_own_number(t, p, pin);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (crypto_pwhash_str(hash, pin, strlen(pin), PIN_OPS, PIN_MEMORY) != 0)
		base_oom();
	sealed = secret_str(t->mem, hash);
	rc = store_people_fact_set(t->store, p->id, "pin", sealed);
	if (rc < 0)
		return rc;
	p->pin_fails = 0;
	p->pin_locked_until_ms = 0;
	*outcome = "set";
	return store_people_save(t->store, p);
}

static int say_locked(struct care_turn *t, const struct store_person *p)
{
	const struct words_for who = { .lang = p->lang, .plain = p->plain_words };
	const char *duration = words_duration(t->mem, care_deps(t->care)->words, &who,
					      p->pin_locked_until_ms - t->now_ms);

	return care_say(t, p, CARE_REPLY, "pin.locked",
			WORDS_ARGS(WORDS_TEXT("duration", duration)));
}

static int count_try(struct care_turn *t, struct store_person *p, bool right, const char **outcome)
{
	int rc;

	counter_inc(right ? &count_right : &count_wrong);
	*outcome = right ? "right" : "wrong";
	if (right && !p->pin_fails)
		return 0;
	p->pin_fails = right ? 0 : p->pin_fails + 1;
	if (p->pin_fails >= CARE_PIN_TRIES) {
		counter_inc(&count_locked);
		p->pin_fails = 0;
		p->pin_locked_until_ms = t->now_ms + CARE_PIN_LOCK_MS;
		*outcome = "locked";
	}
	rc = store_people_save(t->store, p);
	return rc == 0 && p->pin_locked_until_ms > t->now_ms ? say_locked(t, p) : rc;
}

int care_pin_check(struct care_turn *t, struct store_person *p, const char *pin,
		   const char **outcome)
{
	struct secret *hash;
	bool right;
	int rc;

	if (p->pin_locked_until_ms > t->now_ms) {
		*outcome = "locked";
		return say_locked(t, p);
	}
	*outcome = "none";
	rc = store_people_fact_get(t->store, t->mem, p->id, "pin", &hash);
	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	right = crypto_pwhash_str_verify(secret_reveal(hash), pin, strlen(pin)) == 0;
	talloc_free(hash);
	return count_try(t, p, right, outcome);
}
