/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside import/: writing RapidPro's JSON. */
#include "import/ex_int.h"

struct rp {
	struct ex x;
	json_t *nodes, *localization, *positions;	/* of the flow that is written */
	json_t *groups, *fields;			/* of the whole file */
	struct ex_place *todo;
	size_t todo_len;
};
struct rp_router {
	struct rp *w;
	const char *id, *operand;
	json_t *actions, *exits, *categories, *cases;
};
const char *rp_node_id(struct rp *w, struct ex_place p, const char *part);
void rp_localize(struct rp *w, const char *lang, const char *uuid, const char *field,
		 const char *text);
void rp_send(struct rp *w, json_t *actions, const char *key, const struct flow_view_stmt *ask,
	     const char *id);
void rp_place(struct rp *w, const char *id, const char *type);
void rp_plain_node(struct rp *w, const char *id, json_t *actions, const char *to);
void rp_router_begin(struct rp_router *r, struct rp *w, const char *id, const char *operand);
const char *rp_category(struct rp_router *r, const char *name, const char *to);
const char *rp_case(struct rp_router *r, const char *test, const char *arg, const char *arg2,
		    const char *category);
void rp_router_end(struct rp_router *r, const char *other, json_t *wait, const char *result,
		   const char *type);
void rp_later(struct rp *w, struct ex_place p);
/* ex_rapidpro_ask.c, ex_rapidpro_action.c */
void rp_ask(struct rp *w, struct ex_place p, const struct flow_view_stmt *s);
void rp_action(struct rp *w, json_t *actions, const struct flow_view_stmt *s, const char *id);
int rp_undone(const struct flow_view_stmt *s);
void rp_add_keywords(json_t *words, const char *list);
