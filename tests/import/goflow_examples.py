#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the examples of goflow's own documentation through `warmline-flow expr`.

    tests/import/goflow_examples.py FOLDER [--all] [--program warmline-flow]

FOLDER is a checkout of github.com/nyaruka/goflow that you have; nothing of it is in
this tree.  An example is a comment line such as `//  @(abs(-10)) -> 10` above a
function, a test, a type or an operator.  They see the session of goflow's own
documentation, which is made here from test/session.go at run time.

Prints what differs, then a count.  Ends with 1 when fewer than 400 of the examples of
functions, tests and operators (457 when this was written) agree.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

FUNCTIONS = ["excellent/functions", "flows/routers/cases", "excellent/operators"]
TYPES = ["excellent/types"]
NEEDED = 400


def examples(top, folders):
    """(file, expression, expected) of each example; the rule of cmd/docgen."""
    found = []
    for folder in folders:
        path = os.path.join(top, folder)
        for name in sorted(os.listdir(path)):
            if not name.endswith(".go") or name.endswith("_test.go"):
                continue
            with open(os.path.join(path, name), encoding="utf-8") as f:
                for line in f:
                    m = re.match(r"\s*//\s+(@.*)", line.rstrip("\n"))
                    if not m or "->" not in m.group(1):
                        continue
                    left, right = m.group(1).split("->", 1)
                    right = right.strip().replace("\\n", "\n").replace("\\x20", " ")
                    found.append((name, left.strip(), right))
    return found


# --- Their session, as a context ---------------------------------------------------------

def go_json(source, name):
    """The JSON between backquotes of `var name = `...``."""
    return json.loads(re.search(r"var %s = `(.*?)`" % name, source, re.S).group(1))


def snake(name):
    return re.sub(r"[^\w]+", "_", name.strip()).lower()


def urn_of(urn):
    """Without the query: ?channel=..."""
    return re.sub(r"\?[^#]*", "", urn)


def contact_context(contact, assets):
    def field(f):
        value = contact.get("fields", {}).get(f["key"])
        if not value:
            return None
        return value.get("number", value.get("datetime", value.get("text")))

    urns = [urn_of(u) for u in contact["urns"]]
    fields = {f["key"]: field(f) for f in assets["fields"]}
    fields["age"] = 23                     # the session's own flow sets it
    lines = sorted("%s: %s" % (f["name"], fields[f["key"]]) for f in assets["fields"]
                   if fields[f["key"]] is not None)
    return {
        "__default__": contact["name"], "uuid": contact["uuid"], "name": contact["name"],
        "first_name": contact["name"].split()[0], "language": contact["language"],
        "timezone": contact["timezone"], "status": contact["status"],
        "created_on": contact["created_on"], "urns": urns, "urn": urns[0],
        "groups": [{"name": g["name"], "uuid": g["uuid"]} for g in contact["groups"]],
        "fields": dict(fields, __default__="\n".join(lines)),
    }


def results_context(assets, flow_uuid):
    flow = [f for f in assets["flows"] if f["uuid"] == flow_uuid][0]
    results = {}
    for node in flow["nodes"]:
        for action in node.get("actions", []):
            if action["type"] == "set_run_result":
                results[snake(action["name"])] = {
                    "__default__": action["value"], "name": action["name"],
                    "value": action["value"], "category": action.get("category", ""),
                    "category_localized": action.get("category", ""), "input": "",
                    "node_uuid": node["uuid"]}
            elif action["type"] == "call_webhook":
                query = urllib.parse.urlparse(action["url"]).query
                content = urllib.parse.parse_qs(query).get("content", ["{}"])[0]
                results[snake(action["result_name"])] = {
                    "__default__": "200", "name": action["result_name"], "value": "200",
                    "category": "Success", "category_localized": "Success", "input": "",
                    "extra": json.loads(content), "node_uuid": node["uuid"]}
    return results


def session_context(top):
    with open(os.path.join(top, "test/session.go"), encoding="utf-8") as f:
        source = f.read()
    assets = go_json(source, "sessionAssets")
    contact = contact_context(go_json(source, "sessionContact"), assets)
    trigger = go_json(source, "sessionTrigger")
    resume = go_json(source, "sessionResume")
    results = results_context(assets, trigger["flow"]["uuid"])
    prompts = {}
    with open(os.path.join(top, "test/engine.go"), encoding="utf-8") as f:
        for name, text in re.findall(r'"(\w+)":\s*template\.Must\([^`"]*(?:template\.)?New\("[^"]*"\)'
                                     r'\.Parse\([`"](.*?)[`"]\)\)', f.read()):
            prompts[name] = text
    urns = {}
    for u in contact["urns"]:
        urns.setdefault(u.split(":")[0], u)
    return {
        "contact": contact, "fields": contact["fields"], "urns": urns, "results": results,
        "run": {"status": "completed", "contact": contact, "results": results,
                "flow": {"__default__": "Registration", "name": "Registration"}},
        "input": {"__default__": resume["event"]["msg"]["text"],
                  "text": resume["event"]["msg"]["text"],
                  "attachments": resume["event"]["msg"]["attachments"]},
        "trigger": {"type": "flow_action", "params": trigger["params"]},
        "__env__": {
            "date_format": "DD-MM-YYYY", "time_format": "tt:mm",
            "timezone": contact["timezone"], "allowed_languages": ["eng", "spa"],
            "now": "2018-04-11T13:24:30.123456-05:00", "locations": assets["locations"],
            "prompts": prompts,
        },
    }


# --- Running ------------------------------------------------------------------------------

def answers(program, context, expressions):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as f:
        json.dump(context, f)
        f.flush()
        run = subprocess.run([program, "expr", "--context", f.name], encoding="utf-8",
                             input="".join(e + "\n" for e in expressions),
                             stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def agrees(expected, answer):
    if isinstance(answer, dict):
        return expected == "ERROR" and "error" in answer
    return answer == expected


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--all", action="store_true", help="those of the types, too")
    parser.add_argument("--program", default="warmline-flow")
    args = parser.parse_args()
    todo = examples(args.folder, FUNCTIONS + (TYPES if args.all else []))
    got = answers(args.program, session_context(args.folder), [e for _, e, _ in todo])
    good = 0
    for (name, expression, expected), answer in zip(todo, got):
        if agrees(expected, answer):
            good += 1
        else:
            print("%s: %s\n    theirs: %s\n    ours:   %s" %
                  (name, expression, expected, json.dumps(answer, ensure_ascii=False)))
    print("%d of %d examples agree" % (good, len(todo)))
    return 0 if len(got) == len(todo) and good >= min(NEEDED, len(todo)) else 1


if __name__ == "__main__":
    sys.exit(main())
