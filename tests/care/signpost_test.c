// SPDX-License-Identifier: AGPL-3.0-or-later
/* FIND, on the demonstration's directory: who is sent what, when, and what is kept. */
#include "find_tests.h"
#include "care/care_clock.h"
#include "care/care_signpost.h"
#include "store/store_concern.h"
#include "text/text.h"

#define CAT "+254712345680"
#define DEMO TOP_SRCDIR "/contrib/demo/directory"

struct job {
	struct signpost_import *import;
	struct signpost_report *report;
	int more;
};

static int import_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;

	job->more = care_signpost_import(t, job->import, job->report);
	return job->more < 0 ? job->more : 0;
}

static int tidy_step(struct care_turn *t, void *arg)
{
	int *more = arg;

	*more = care_signpost_tidy(t, NULL);
	return *more < 0 ? *more : 0;
}

static void import(struct world *w, struct job *job)
{
	int more = 1;

	do {
		world_do(w, import_step, job);
	} while (job->more);
	while (more)
		world_do(w, tidy_step, &more);
}

static void demo(struct world *w)
{
	struct signpost_reading how;
	struct err err = { "" };
	struct job job;

	care_signpost_reading(w->care, w->now_ms, &how);
	job.import = care_signpost_read(w, DEMO, &how, &job.report, &err);
	if (!job.import)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < job.report->remarks_len; i++)
		print_message("%s %s: %s\n", job.report->remarks[i].where,
			      job.report->remarks[i].field, job.report->remarks[i].why);
	assert_int_equal(job.report->remarks_all, 0);
	assert_int_equal(job.report->entries, 13);
	import(w, &job);
	assert_int_equal(job.report->remarks_all, 0);	/* every one belongs to a topic */
}

static void json(struct world *w, const char *text, struct job *job)
{
	struct signpost_reading how;
	struct err err = { "" };

	care_signpost_reading(w->care, w->now_ms, &how);
	job->import = care_signpost_read_json(w, VIEW_STR(text), &how, &job->report, &err);
	if (!job->import)
		fail_msg("%s", err.text);
	import(w, job);
}

static int setup(void **state)
{
	world_setup(state);
	demo(*state);
	world_member(*state, ANN);
	return 0;
}
#define DEMO_TEST(f) cmocka_unit_test_setup_teardown(f, setup, world_teardown)

static void set_band(struct world *w, const char *band)
{
	struct store_person p = world_person(w, ANN);

	snprintf(p.band, sizeof(p.band), "%s", band);
	world_do(w, world_save_step, &p);
}

static void set_lang(struct world *w, const char *lang)
{
	struct store_person p = world_person(w, ANN);

	snprintf(p.lang, sizeof(p.lang), "%s", lang);
	world_do(w, world_save_step, &p);
}

/* --- Asking and answering (Monday, 12:00 in Nairobi) --------------------------------------- */

static void open_now_with_a_place(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "FIND food in Nakuru");
	assert_hears(w, ANN, "Upendo Food Bank (demo): open until 17:00. 020 000 0101, "
		     "Tumaini Lane 4, Nakuru. Checked 1 day ago.");
	assert_silence(w);
}

static void by_menu_and_asked_where(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What do you need?*");
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "In which town or area?");
	world_texts(w, ANN, "kibera");
	assert_hears(w, ANN, "Jamii Kitchen (demo): open until 14:30.*");
	assert_silence(w);
}

static void in_their_own_words(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "find I am hungry please, NAIROBI!");
	assert_hears(w, ANN, "Jamii Kitchen*");
	world_texts(w, ANN, "find shleter nakru");		/* mistyped */
	assert_hears(w, ANN, "Twiga Night Shelter (demo) (18+): opens at 18:00.*");
	/* by name, also the organisation's */
	world_texts(w, ANN, "find Akiba");
	assert_hears(w, ANN, "Kazi Training*open until*");
	assert_hears(w, ANN, "Akiba Debt Advice*");
	assert_hears(w, ANN, "Haki Legal Aid*");
	world_texts(w, ANN, "TAFUTA chakula Nakuru");		/* in Swahili */
	assert_hears(w, ANN, "Upendo*");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What do you need?*");
	world_texts(w, ANN, "lawyer");				/* instead of a number */
	assert_hears(w, ANN, "Haki Legal Aid*");
	assert_silence(w);
}

static void shut_ones_say_when(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "FIND food Kisumu");
	assert_hears(w, ANN, "Nyayo Food Parcels (demo): opens Friday at 09:00.*");
	/* Every other Wednesday, from 7 January: 4 March, 18 March. */
	world_texts(w, ANN, "FIND legal aid");
	assert_hears(w, ANN, "Haki Legal Aid (demo): opens Wednesday at 09:00.*");
	w->now_ms += DAYS_MS(3);
	world_texts(w, ANN, "FIND legal aid");
	assert_hears(w, ANN, "Haki Legal Aid (demo): opens on 18 March at 09:00.*");
	/* It shuts in ten minutes: that is not open. */
	w->now_ms += HOURS_MS(4) + MINUTES_MS(50);
	world_texts(w, ANN, "FIND food Nakuru");
	assert_hears(w, ANN, "Upendo Food Bank (demo): opens tomorrow at 08:00.*");
	assert_silence(w);
}

static void over_christmas(void **state)
{
	struct world *w = *state;
	struct store_service *s;
	struct signpost_open open;
	size_t n;
	bool more;

	assert_int_equal(store_directory_search(w->st, w, &(struct store_search){
		.topics = 1, .place = "nakuru" }, 10, &s, &n, &more), 0);
	assert_int_equal(n, 1);
	assert_int_equal(store_directory_hours(w->st, w, s), 0);
	/* 24 December, 12:00 */
	care_signpost_open(s, "Africa/Nairobi", INT64_C(1798102800000), &open);
	assert_false(open.now);
	assert_int_equal(open.opens_at_ms, INT64_C(1798434000000));	/* Monday the 28th, 08:00 */
}

static void nobody_is_sent_to_what_is_not_for_them(void **state)
{
	struct world *w = *state;

	set_band(w, "16-17");
	world_texts(w, ANN, "FIND shelter Nakuru");		/* from 18 on */
	assert_hears(w, ANN, "We know of nothing*");
	world_texts(w, ANN, "FIND clinic Nairobi");		/* 12 to 25 */
	assert_hears(w, ANN, "Tumaini Clinic for Young People (demo) (12-25): opens at 14:00.*");
	set_band(w, "25-59");					/* some of them may */
	world_texts(w, ANN, "FIND clinic Nairobi");
	assert_hears(w, ANN, "Tumaini Clinic*(12-25)*");
	set_band(w, "60-up");
	world_texts(w, ANN, "FIND clinic Nairobi");
	assert_hears(w, ANN, "We know of nothing*");
	set_band(w, "");
	set_lang(w, "es");					/* nobody there speaks it */
	world_texts(w, ANN, "FIND clinic Nakuru");
	assert_hears(w, ANN, "No conocemos nada*");
	set_lang(w, "fr");
	world_texts(w, ANN, "FIND dettes Nairobi");
	assert_hears(w, ANN, "Akiba Debt Advice (demo) (18+) : ouvre *");
	assert_silence(w);
}

static void not_after_half_a_year(void **state)
{
	struct world *w = *state;

	w->now_ms += DAYS_MS(178);
	world_texts(w, ANN, "FIND food Nakuru");
	assert_hears(w, ANN, "Upendo*Checked 179 days ago.");
	world_passes(w, DAYS_MS(2));
	assert_hears(w, ANN, "You looked for help*");
	world_texts(w, ANN, "FIND food Nakuru");
	assert_hears(w, ANN, "We know of nothing*");
}

static void a_place_that_we_do_not_know(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "FIND food Timbuktu");	/* not: something in Nairobi */
	assert_hears(w, ANN, "We know of nothing*");
	world_texts(w, ANN, "FIND xyzzy");
	assert_hears(w, ANN, "Tell us in a word or two*");
	world_texts(w, ANN, "food");
	assert_hears(w, ANN, "In which town*");
	world_texts(w, ANN, "Gotham");
	assert_hears(w, ANN, "We know of nothing*");
	assert_silence(w);
}

static void discreet_unless_they_chose_plain_words(void **state)
{
	struct world *w = *state;
	struct store_person p;

	world_texts(w, ANN, "FIND trouble at home");
	assert_hears(w, ANN, "Salama (demo): open day and night. 020 000 0111. Checked*");
	p = world_person(w, ANN);
	p.plain_words = true;
	world_do(w, world_save_step, &p);
	world_texts(w, ANN, "FIND safe house Mombasa");		/* serves everywhere */
	assert_hears(w, ANN, "Salama Safe House (demo): open day and night.*");
	assert_silence(w);
}

/* --- One segment ------------------------------------------------------------------------------ */

static void at_most_three_of_one_segment(void **state)
{
	struct world *w = *state;
	char *text = talloc_strdup(w, "[");
	struct store_out out;
	struct text_size size;
	struct job job;
	int i, n = 0;

	for (i = 0; i < 6; i++)
		text = talloc_asprintf_append(text, "%s{\"id\":\"s%d\",\"name\":\"The Very Long "
			"\xe2\x80\x9cName\xe2\x80\x9d of a Food Bank of Many Words that goes on "
			"and on %d\",\"status\":\"active\",\"assured_date\":\"2026-02-%02d\","
			"\"phones\":[{\"number\":\"020 000 011%d\"}],"
			"\"schedules\":[{\"freq\":\"WEEKLY\",\"byday\":\"MO\","
			"\"opens_at\":\"0%d:00\",\"closes_at\":\"18:00\"}],"
			"\"service_at_locations\":[{\"location\":{\"id\":\"l%d\","
			"\"addresses\":[{\"address_1\":\"A Street with a Name that Never Comes to "
			"an End 1234567\",\"city\":\"Wageningen-Hoog\"}]}}]}", i ? "," : "", i, i,
			i + 1, i, i + 1, i);
	text = talloc_asprintf_append(text, "]");
	json(w, text, &job);
	assert_int_equal(job.report->entries, 6);
	world_texts(w, ANN, "FIND food");
	while (world_next_out(w, &out)) {
		n++;
		assert_int_equal(out.segments, 1);
		assert_int_equal(text_measure(secret_reveal(out.text), secret_len(out.text),
					      TEXT_REF_8, &size), 0);
		assert_int_equal(size.coding, TEXT_GSM);
		assert_int_equal(size.segments, 1);
		assert_non_null(strstr(secret_reveal(out.text), "020 000 011"));
		assert_non_null(strstr(secret_reveal(out.text), "open until 18:00"));
		assert_non_null(strstr(secret_reveal(out.text), "Checked"));
	}
	assert_int_equal(n, 3);
}

/* --- Did it help? --------------------------------------------------------- */

static void says_it_helped_not(struct world *w, const char *number)
{
	world_texts(w, number, "FIND food Nakuru");
	assert_hears(w, number, "Upendo*");
	world_passes(w, DAYS_MS(1));
	assert_hears(w, number, "You looked for help with us. Did the place help?*");
	world_texts(w, number, "no");
	assert_hears(w, number, "Thank you. That keeps our list honest.");
}

static void a_second_no_opens_a_review(void **state)
{
	struct world *w = *state;
	struct store_person boss = world_coordinator(w, CAT);
	struct store_review *reviews;
	struct store_concern c;
	size_t n;

	world_member(w, BEN);
	says_it_helped_not(w, ANN);
	assert_int_equal(store_reviews(w->st, w, &reviews, &n), 0);
	assert_int_equal(n, 0);
	world_texts(w, BEN, "FIND food Nakuru");
	assert_hears(w, BEN, "Upendo*");
	world_passes(w, DAYS_MS(1));
	assert_hears(w, BEN, "You looked for help*");
	world_texts(w, BEN, "no");
	assert_hears(w, CAT, "*did not help: Upendo Food Bank (demo)*");
	assert_hears(w, BEN, "Thank you*");
	assert_int_equal(store_reviews(w->st, w, &reviews, &n), 0);
	assert_int_equal(n, 1);
	assert_string_equal(reviews[0].ref, "food-nakuru");
	assert_int_equal(reviews[0].no, 2);
	assert_int_equal(store_concern_next(w->st, boss.id, 0, &c), 1);
	assert_int_equal(c.person_id, 0);		/* about nobody */
	assert_silence(w);
}

static void asked_once_and_at_a_kind_hour(void **state)
{
	struct world *w = *state;
	struct store_followup f;
	int64_t id = world_person(w, ANN).id;

	w->now_ms += HOURS_MS(8) + MINUTES_MS(30);		/* 20:30 */
	world_texts(w, ANN, "FIND food Nakuru");
	assert_hears(w, ANN, "Upendo*");
	world_passes(w, DAYS_MS(1) + HOURS_MS(12));		/* 08:30 */
	assert_silence(w);
	world_passes(w, MINUTES_MS(30));
	assert_hears(w, ANN, "You looked for help*");
	world_texts(w, ANN, "later");
	assert_hears(w, ANN, "Thank you*");
	world_passes(w, DAYS_MS(3));
	assert_hears(w, ANN, "You looked for help*");
	world_passes(w, DAYS_MS(20));				/* silence: never again */
	assert_silence(w);
	assert_int_equal(store_followup_get(w->st, w, id, &f), 0);
}

static void stop_ends_the_question(void **state)
{
	struct world *w = *state;
	struct store_followup f;
	int64_t id = world_person(w, ANN).id;

	world_texts(w, ANN, "FIND food Nakuru");
	assert_hears(w, ANN, "Upendo*");
	assert_int_equal(store_followup_get(w->st, w, id, &f), 1);
	assert_string_equal(secret_reveal(f.refs), "food-nakuru");
	world_texts(w, ANN, "STOP");
	assert_int_equal(store_followup_get(w->st, w, id, &f), 0);
	world_next_out(w, &(struct store_out){ 0 });
	world_passes(w, DAYS_MS(3));
	assert_silence(w);
}

/* --- Editions ------------------------------------------------------------- */

static void the_old_one_stays_until_the_new_one_is_whole(void **state)
{
	struct world *w = *state;
	struct store_directory_info info;
	char *text = talloc_strdup(w, "[");
	struct signpost_reading how;
	struct err err = { "" };
	struct job job;
	int i, more = 1;

	for (i = 0; i < 250; i++)
		text = talloc_asprintf_append(text, "%s{\"id\":\"n%d\",\"name\":\"Bread %d\","
			"\"status\":\"active\",\"assured_date\":\"2026-03-01\",\"phones\":[{"
			"\"number\":\"020 000 0199\"}]}", i ? "," : "", i, i);
	text = talloc_asprintf_append(text, "]");
	care_signpost_reading(w->care, w->now_ms, &how);
	job.import = care_signpost_read_json(w, VIEW_STR(text), &how, &job.report, &err);
	assert_non_null(job.import);
	world_do(w, import_step, &job);
	assert_int_equal(job.more, 1);
	world_restart(w);				/* killed in the middle */
	care_set_words(w->care, w->words);
	care_set_flows(w->care, w->flows);
	assert_int_equal(store_directory_info(w->st, &info), 0);
	assert_int_equal(info.services, 13);
	world_texts(w, ANN, "FIND food Nakuru");
	assert_hears(w, ANN, "Upendo*");
	job.import = care_signpost_read_json(w, VIEW_STR(text), &how, &job.report, &err);
	assert_non_null(job.import);			/* the operator tries again */
	import(w, &job);
	assert_int_equal(store_directory_info(w->st, &info), 0);
	assert_int_equal(info.services, 250);
	world_do(w, tidy_step, &more);
	assert_int_equal(more, 0);			/* nothing is left of the others */
	world_texts(w, ANN, "FIND bread");
	assert_hears(w, ANN, "Bread *: call first. 020 000 0199. Checked*");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DEMO_TEST(open_now_with_a_place),
		DEMO_TEST(by_menu_and_asked_where),
		DEMO_TEST(in_their_own_words),
		DEMO_TEST(shut_ones_say_when),
		DEMO_TEST(over_christmas),
		DEMO_TEST(nobody_is_sent_to_what_is_not_for_them),
		DEMO_TEST(not_after_half_a_year),
		DEMO_TEST(a_place_that_we_do_not_know),
		DEMO_TEST(discreet_unless_they_chose_plain_words),
		DEMO_TEST(at_most_three_of_one_segment),
		DEMO_TEST(a_second_no_opens_a_review),
		DEMO_TEST(asked_once_and_at_a_kind_hour),
		DEMO_TEST(stop_ends_the_question),
		DEMO_TEST(the_old_one_stays_until_the_new_one_is_whole),
	};

	return cmocka_run_group_tests_name("signpost", tests, NULL, NULL);
}
