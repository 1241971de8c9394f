// SPDX-License-Identifier: AGPL-3.0-or-later
// The first coordinator sets the house up; a peer worker has a day; somebody is in
// danger; strangers send the worst of texts; every verb is tried by every role.
import fs from "node:fs";
import { launch, person, axeCheck, fits, check, say, end } from "./browser.mjs";
import { house, close, text, ucs2, until, hears, heard, asks, ctl, totp, sleep } from "./house.mjs";

const base = process.env.BASE;
const MEMBER = "254711000001", OTHER = "254711000002", THIRD = "254711000003", STRANGER = "254711000009";
const PEER = "254722000001", ONCALL = "254733000001";
const browser = await launch();
const people = {};

async function shot(page, name, options = {}) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, ...options });
}

// Each code once: the next step's is good a little earlier.
function code(p) {
  const now = Math.floor(Date.now() / 30000);
  p.step = Math.max((p.step || 0) + 1, now);
  if (p.step > now + 1) throw new Error("too many codes at once");
  return totp(p.secret, p.step * 30000);
}
async function freshCode(p) {
  await until("the next one-time code", () => (p.step || 0) + 1 <= Math.floor(Date.now() / 30000) + 1, 70000);
  return code(p);
}

async function setUp(role, invite, options) {
  const p = { ...await person(browser, base, options), role, name: role + "." + Math.floor(Math.random() * 1e6) };
  const page = p.page;
  await page.goto(base + "/setup");
  await page.fill("[name=invite]", invite);
  await page.fill("[name=name]", p.name);
  await page.fill("[name=password]", "four words that fit " + role);
  if (role === "coordinator") await axeCheck(page, "setup");
  await page.click("main button");
  await page.waitForURL("**/setup/code");
  p.secret = await page.textContent("code.secret");
  if (role === "coordinator") { await axeCheck(page, "setup/code"); await shot(page, "setup-code"); }
  await page.fill("[name=code]", "000000");
  await page.click("main button");
  check((await page.textContent("main")).includes(p.secret), "a wrong code keeps the secret");
  await page.fill("[name=code]", code(p));
  await page.click("main button");
  await page.waitForSelector(".codes code");
  p.recovery = await page.locator(".codes code").allTextContents();
  check(p.recovery.length === 10, "ten recovery codes");
  await page.click("a.go");
  await page.waitForSelector("header nav");
  p.session = (await p.context.cookies()).find((c) => c.name === "wls")?.value;
  check((await p.context.cookies()).every((c) => c.httpOnly && c.sameSite === "Strict"), "cookies are HttpOnly and strict");
  people[role] = p;
  return p;
}

async function api(session, verb, args = {}, write = true) {
  const url = `${base}/api/v1/${verb.replaceAll(" ", "/")}`;
  const r = await fetch(write ? url : `${url}?${new URLSearchParams(args)}`, {
    method: write ? "POST" : "GET", body: write ? JSON.stringify(args) : undefined,
    headers: { Authorization: `Bearer ${session}`, "Content-Type": "application/json" },
  });
  return { status: r.status, body: await r.json() };
}

say("1. set-up");
const coordinator = await setUp("coordinator", ctl("desk", "setup").invite);
const june = ctl("person", "add", `number=+${PEER}`, "roles=peer", "name=June", "trained=true").pseudonym;
const ann = ctl("person", "add", "number=+254722000002", "roles=peer", "name=Ann", "trained=true").pseudonym;
const omar = ctl("person", "add", `number=+${ONCALL}`, "roles=oncall", "name=Omar").pseudonym;
const peer = await setUp("peer", ctl("account", "invite", `who=${june}`).invite);
const second = await setUp("second", ctl("account", "invite", `who=${ann}`).invite);
const oncall = await setUp("oncall", ctl("account", "invite", `who=${omar}`).invite);

say("2. logging in again, and not");
{
  const { page, context } = await person(browser, base, { javaScriptEnabled: false });
  const before = [];
  for (const [name, password] of [["nobody.at.all", "whatever it may be"], [peer.name, "not the right one"]]) {
    await page.goto(base + "/talks");
    await page.fill("[name=name]", name);
    await page.fill("[name=password]", password);
    await page.fill("[name=code]", "123456");
    await page.click("main button");
    before.push(await page.textContent(".error"));
  }
  check(before[0] === before[1], `unknown and wrong are answered alike: ${before}`);
  await page.goto(base + "/talks");
  await page.fill("[name=name]", peer.name);
  await page.fill("[name=password]", "four words that fit peer");
  await page.fill("[name=code]", await freshCode(peer));
  await page.click("main button");
  check(page.url() === base + "/talks", "back to the page that was wanted, without scripts: " + page.url());
  await context.close();
}

say("3. a peer worker goes on duty, accepts, talks both ways");
const page = peer.page;
await page.goto(base + "/");
await page.click("text=Go on duty");
if (await page.locator("text=Log in").count() && page.url().includes("login")) throw new Error("logged out");
await page.waitForSelector("text=How are you");
await axeCheck(page, "peer now");
await page.click("button[value='5']");
await page.waitForSelector(".badge:has-text('on duty')");
async function comes(number, words = "hello") {
  await asks(number, words, "good that you wrote");
  await asks(number, "1", "It stays between us");
  await asks(number, "1", "How old are you");
  await asks(number, "4", "in line");
}
await comes(MEMBER);
await page.waitForSelector(".offer", { timeout: 60000 });	// by itself: no reload here
await shot(page, "peer-offer");
await axeCheck(page, "peer offer");
await fits(page, "peer offer");
await page.click(".offer button:has-text('Accept')");
await page.waitForURL("**/talks/*");
await hears(MEMBER, "You are writing with");
const talk = Number(page.url().split("/").pop());
await page.fill("#text", "Good evening, I am here. What is on your mind?");
await page.click("button.go");
await hears(MEMBER, "Good evening, I am here");
await page.waitForSelector(".mine:has-text('Good evening')");
await until("the box is empty", async () => await page.inputValue("#text") === "");
text(MEMBER, "I cannot sleep, and nobody knows");
await page.waitForSelector(".theirs:has-text('I cannot sleep')");
// Reports of the network, by themselves; reports of the handset are asked for alarms only.
await page.waitForSelector(".mine .delivery:has-text('with the network')");
await page.focus("#text");
await page.keyboard.type("That sounds lonely. ");
await page.keyboard.press("Control+Enter");
await hears(MEMBER, "That sounds lonely");
await axeCheck(page, "peer talk");
await shot(page, "peer-talk");

say("4. the network goes, and comes back");
await page.fill("#text", "a thought that is not yet sent");
await sleep(2500);
await peer.context.setOffline(true);
for (let i = 1; i <= 3; i++) { text(MEMBER, `while you were away ${i}`); await sleep(300); }
await page.click("button.go");
await page.waitForSelector("#compose-state:has-text('Not sent')");
check(await page.inputValue("#text") === "a thought that is not yet sent", "what was typed is kept");
await sleep(2000);
await peer.context.setOffline(false);
await page.waitForSelector(".theirs:has-text('while you were away 3')", { timeout: 40000 });
await page.click("button.go");
await hears(MEMBER, "a thought that is not yet sent");
await sleep(1500);
const seen = (await page.locator(".theirs .text").allTextContents()).filter((t) => t.includes("while you were away"));
check(JSON.stringify(seen) === JSON.stringify([1, 2, 3].map((i) => `while you were away ${i}`)),
  `each once and in order after the line came back: ${seen}`);
check(heard(MEMBER, "a thought that is not yet sent").length === 1, "said once");

say("5. the console dies, and warmlined: texts go on, the page comes back");
house("kill-console");
text(MEMBER, "still there?");
await page.waitForSelector(".theirs:has-text('still there?')", { timeout: 40000 });
house("kill-warmlined");
text(MEMBER, "and after that?");
await page.waitForSelector(".theirs:has-text('and after that?')", { timeout: 60000 });
const all = (await page.locator("#lines [data-line]").evaluateAll((l) => l.map((x) => x.dataset.line)));
check(new Set(all).size === all.length, "no line twice");

say("6. 200 hostile texts come out as text");
const corpus = JSON.parse(fs.readFileSync(process.env.CORPUS, "utf8"));
for (const t of corpus) ucs2(MEMBER, t);
// What can be seen of a text: all of that must be shown, in its order, and nothing besides.
const visible = (t) => t.replace(/[^\x21-\x7e]/g, "");
const hostile = async () => (await page.locator(".theirs .text").allTextContents()).filter((t) => /^\W*t\d{3}\s/.test(t)).map(visible);
// "t072 0.0.0.0" looks like a telephone number: who wrote it is asked first.
const expected = corpus.filter((t) => !t.includes("0.0.0.0")).map(visible);
await until("all have come", async () => (await hostile()).length >= expected.length, 120000).catch(() => {});
// All of them as they came; a fresh page begins with the newest hundred.
for (const [round, least] of [["live", expected.length], ["fresh", 95]]) {
  const shown = await hostile(), wrong = shown.filter((t) => !corpus.some((c) => visible(c) === t));
  check(new Set(shown).size >= least, `${round}: ${shown.length} of the hostile texts are shown` +
    (least > 95 ? `, not ${expected.filter((t) => !shown.includes(t)).slice(0, 5)}` : ""));
  check(wrong.length === 0, `${round}: ${wrong.length} are shown as something else: ${wrong.slice(0, 3)}`);
  check(await page.locator("#lines script, #lines img, #lines iframe, #lines form:not(.button), #lines h1, #lines svg, #lines a").count() === 0,
    `${round}: markup of a stranger is in the page`);
  if (round === "live") await page.reload();
}
await axeCheck(page, "hostile talk");
await fits(page, "hostile talk");
await page.setViewportSize({ width: 320, height: 640 });
await fits(page, "hostile talk on a phone");
await page.setViewportSize({ width: 1100, height: 800 });

say("7. a phrase, a note, handing over to another");
await page.click("#phrases summary");
await page.click("#phrases a >> nth=0");
check((await page.inputValue("#text")).length > 5, "a phrase is put into the box, not sent");
await page.fill("#text", "");
await page.click("text=Write a note");
await page.fill("[name=text]:not(#text) >> nth=-1", "sleeps badly since spring");
await page.click(".notes form button:has-text('Write a note')");
await page.waitForSelector(".notes li:has-text('sleeps badly')");
await second.page.goto(base + "/");
await second.page.click("text=Go on duty");
await second.page.click("button[value='4']");
await page.click("summary:has-text('Hand over')");
await page.fill("[name=note]", "sleeps badly, likes to be asked");
await page.click("details[open] button:has-text('Hand over')");
await second.page.waitForSelector(".offer", { timeout: 60000 });
await second.page.click(".offer button:has-text('Accept')");
await second.page.waitForURL("**/talks/*");
await second.page.waitForSelector("text=likes to be asked");
// What is somebody else's now is refused, and looks as if it were not there.
const refused = await api(peer.session, "talk say", { talk, text: "x", key: "12345678" });
check(refused.status >= 400, `the one who handed over may not write any more: ${refused.status}`);
await second.page.click("summary:has-text('Say goodbye')");
await second.page.click("details[open] button:has-text('Say goodbye')");
await second.page.waitForSelector(".notice:not([hidden])");

say("8. somebody is in danger");
await oncall.page.goto(base + "/");
await oncall.page.click("#bell");
text(STRANGER, "i will kill myself tonight");
await oncall.page.waitForSelector("#alarm:not([hidden]) a", { timeout: 30000 });
await shot(oncall.page, "oncall-alarm");
await axeCheck(oncall.page, "alarm");
check((await oncall.page.title()).length < 20 && !/danger|alarm/i.test(await oncall.page.title()), "the title is discreet");
await oncall.page.click("#alarm a");
await oncall.page.waitForSelector("textarea[name=reason]");
await oncall.page.fill("textarea[name=reason]", "I am on call and see to them");
await oncall.page.click("main button");
await oncall.page.waitForSelector("mark");
check((await oncall.page.textContent("mark")).includes("kill myself"), "what the lexicon heard is marked");
await axeCheck(oncall.page, "incident");
await oncall.page.click("button:has-text('I take it')");
await oncall.page.waitForSelector(".notice:not([hidden])");
for (const q of ["thoughts", "plan"]) await oncall.page.check(`[name=${q}][value=yes]`);
await oncall.page.check("[name=means][value=no]");
await oncall.page.check("[name=when][value=later]");
await oncall.page.click(".ladder button");
await oncall.page.waitForSelector("text=plan: yes");
await shot(oncall.page, "oncall-incident", { fullPage: true });
await oncall.page.click("button:has-text('Write with them')");
await oncall.page.waitForURL("**/talks/*");
await oncall.page.fill("#text", "I am Omar's pseudonym, and I am with you now.");
await oncall.page.click("button.go");
await hears(STRANGER, "I am with you now");
const incident = ctl("incident", "list").incidents?.[0]?.code || ctl("incident", "list").items[0].code;
await oncall.page.goto(`${base}/incidents/${incident}`);
await oncall.page.click("button:has-text('I have reached them')");
await oncall.page.waitForSelector(".badge:has-text('reached')");
await oncall.page.click("summary:has-text('Show the number')");
await oncall.page.fill("details[open] textarea[name=reason]", "to send an ambulance");
await oncall.page.click("details[open] button:has-text('Show the number')");
// Asked for a code, unless the log-in was minutes ago.
await oncall.page.waitForSelector("[name=step_code], .number");
if (await oncall.page.locator("[name=step_code]").count()) {
  await oncall.page.fill("[name=step_code]", await freshCode(oncall));
  await oncall.page.click("main button");
}
await oncall.page.waitForSelector(".number");
check((await oncall.page.textContent(".number")).includes(STRANGER), "the number, after a code and a reason");
await oncall.page.click("a.go");
await oncall.page.click("summary:has-text('Close it')");
await oncall.page.check("[name=outcome][value='1']");
await oncall.page.click("details[open] button:has-text('Close it')");
await oncall.page.waitForSelector(".badge:has-text('closed')");

say("9. what people said by phone is heard here");
// The sound element itself plays it: bytes of the right type, and as long as was spoken.
async function listens(p, kind, seconds) {
  const one = p.page.locator(`.cards > li:has-text('${kind}')`).first();
  await one.waitFor();
  const src = await one.locator("audio").getAttribute("src");
  const got = await p.page.evaluate(async (src) => {
    const all = await fetch(src), bytes = new Uint8Array(await all.arrayBuffer());
    const part = await fetch(src, { headers: { Range: "bytes=4-99" } });
    return { type: all.headers.get("content-type"), said: Number(all.headers.get("content-length")),
      length: bytes.length, riff: String.fromCharCode(...bytes.slice(0, 4)), cache: all.headers.get("cache-control"),
      part: part.status, range: part.headers.get("content-range"), partLength: (await part.arrayBuffer()).byteLength };
  }, src);
  check(got.type === "audio/wav" && got.riff === "RIFF" && got.said === got.length, `${kind}: ${JSON.stringify(got)}`);
  check(/no-store/.test(got.cache || ""), `${kind}: sound may be kept: ${got.cache}`);
  check(got.part === 206 && got.partLength === 96 && got.range === `bytes 4-99/${got.length}`,
    `${kind}: a part of it: ${JSON.stringify(got)}`);
  const played = await one.locator("audio").evaluate((a) => new Promise((done) => {
    const tell = (how) => done({ how, duration: a.duration, at: a.currentTime, error: a.error?.message });
    a.onerror = () => tell("error");
    a.ontimeupdate = () => { if (a.currentTime > 0.5) { a.pause(); tell("plays"); } };
    setTimeout(() => tell("silence"), 15000);
    a.play().catch((e) => tell(String(e)));
  }));
  check(played.how === "plays" && Math.abs(played.duration - seconds) < 1.5, `${kind}: ${JSON.stringify(played)}`);
  await shot(p.page, `spoken-${p.role}`);
  await one.locator("button:has-text('I have heard it')").click();
  await p.page.waitForSelector(".notice:not([hidden])");
}
const unheard = async () => (await api(coordinator.session, "concern list", {}, false)).body.items
  .filter((c) => c.state !== "done" && /recording|message left/.test(c.kind)).length;
await page.goto(base + "/");
await page.click("button:has-text('Rest')");	// so that it is the other's
await page.waitForSelector(".badge:has-text('resting')");
house("telephone");
house("rings message +254711000061");
await until("a message is somebody's concern", async () => await unheard() > 0);
await second.page.goto(base + "/");
await second.page.click(".offer button:has-text('Accept')", { timeout: 60000 });
await second.page.waitForURL("**/talks/*");
await second.page.goto(base + "/recordings");
await second.page.click("button:has-text('I have heard it')");
check((await second.page.textContent(".error")).includes("Listen to it first"), "what was not played is not heard");
await second.page.goto(base + "/recordings");
await listens(second, "a message", 2.5);
check(await second.page.locator("button:has-text('I have heard it')").count() === 0, "heard once");
await until("its clock has stopped", async () => await unheard() === 0);
await second.page.goto(base + "/talks");
await second.page.click(".talks a");
await second.page.click("summary:has-text('Say goodbye')");
await second.page.click("details[open] button:has-text('Say goodbye')");
await second.page.waitForSelector(".notice:not([hidden])");
house(`rings story +${MEMBER}`);
await coordinator.page.goto(base + "/recordings");
check(await coordinator.page.locator("button:has-text('Others may hear it')").count() === 0, "nobody decides on what nobody heard");
await listens(coordinator, "a story", 3.5);
await axeCheck(coordinator.page, "spoken");
await coordinator.page.click("button:has-text('Others may hear it')");
await coordinator.page.waitForSelector("li:has-text('Others can hear it')");

say("10. every page of every role");
const auditor = await setUp("auditor", await invited("Una", "auditor"));
const commissioner = await setUp("commissioner", await invited("Kim", "commissioner"));
const supervisor = await setUp("supervisor", await invited("Sam", "supervisor"));
const clinician = await setUp("clinician", await invited("Cleo", "clinician"));
const manager = await setUp("manager", await invited("Mo", "manager"));
async function invited(name, role) {
  const add = await confirmed(coordinator, "person add", { name, roles: role });
  // Nobody makes their own judges: these are a manager's or the operator's to invite.
  if (["auditor", "manager", "clinician"].includes(role)) {
    const no = await api(coordinator.session, "account add", { who: add.pseudonym });
    check(no.status === 403, `a coordinator invites a ${role}: ${no.status}`);
    return ctl("account", "invite", `who=${add.pseudonym}`).invite;
  }
  return (await confirmed(coordinator, "account add", { who: add.pseudonym })).invite;
}
async function confirmed(p, verb, args) {
  let r = await api(p.session, verb, args);
  if (r.body.error?.code === "step-up") {
    const c = await api(p.session, "login confirm", { code: await freshCode(p) });
    check(c.status === 200, `step-up: ${JSON.stringify(c.body)}`);
    r = await api(p.session, verb, args);
  }
  check(r.status === 200, `${verb}: ${JSON.stringify(r.body)}`);
  return r.body;
}
for (const p of Object.values(people)) {
  await p.page.goto(base + "/");
  const links = await p.page.locator("header nav a, main .cards a").evaluateAll((l) => l.map((a) => a.getAttribute("href")));
  const todo = new Set([...links, "/me"]), done = new Set();
  for (const path of todo) {
    if (done.has(path)) continue;
    done.add(path);
    const r = await p.page.goto(base + path);
    check(!p.page.url().includes("/login"), `${p.role} ${path}: logged out`);
    check(r.status() === 200, `${p.role} ${path}: ${r.status()} ${await p.page.textContent("main")}`);
    if (!path.startsWith("/reports/") || p === commissioner) await axeCheck(p.page, `${p.role} ${path}`);
    await fits(p.page, `${p.role} ${path}`);
    if (process.env.SHOTS_ALL) await shot(p.page, `all-${p.role}${path.replace(/[^a-z0-9]/gi, "-")}`);
    if (path === "/work" || path === "/reports")
      for (const more of await p.page.locator("main .cards a").evaluateAll((l) => l.map((a) => a.getAttribute("href")))) todo.add(more);
  }
  say(`   ${p.role}: ${done.size} pages`);
}

async function again(p) {
  const { page, context } = await person(browser, base);
  await page.goto(base + "/login");
  await page.fill("[name=name]", p.name);
  await page.fill("[name=password]", "four words that fit " + p.role);
  await page.click("summary");
  await page.fill("[name=recovery]", p.recovery.pop());
  await page.click("main button");
  await page.waitForSelector("header nav");
  p.session = (await context.cookies()).find((c) => c.name === "wls").value;
  await context.close();
}

if (process.env.SHOTS) {
  await coordinator.page.goto(base + "/board");
  await shot(coordinator.page, "board", { fullPage: true });
  await commissioner.page.goto(base + "/reports/waits");
  await shot(commissioner.page, "report", { fullPage: true });
}

say("11. a flow: written, checked, published by two, in a member's hand, and taken back");
// A button that wants a code once more asks for it on a page of its own.
async function pressed(p, selector) {
  await p.page.click(selector);
  await p.page.waitForSelector("[name=step_code], .notice:not([hidden])");
  if (await p.page.locator("[name=step_code]").count()) {
    await p.page.fill("[name=step_code]", await freshCode(p));
    await p.page.click("main button");
    await p.page.waitForSelector(".notice:not([hidden])");
  }
}
{
  const page = coordinator.page, other = manager.page;
  const body = "flow worried\n  trigger keyword.worried\n";
  const wrong = body + "\n  step start\n    ask text worried.tell as words\n    end\n";
  const right = body + "  silence 24h -> end\n\n  step start\n    say worried.thanks\n    end\n";
  await asks(THIRD, "WORRIED", "Is the person in danger");
  await page.goto(base + "/flows");
  await page.click("main a:text-is('worried')");
  await page.click("text=Begin a draft");
  await axeCheck(page, "flow edit");
  await page.fill("textarea[name=text]", wrong);
  await page.click("button:has-text('Save and check')");
  await page.waitForURL("**/flows/worried/check");
  await page.waitForSelector(".findings .badge:has-text('mistake')");
  check((await page.textContent(".findings")).includes("this wait has no end"), "the checker says what is wrong");
  check((await page.textContent("#l5 .finding")).includes("this wait has no end"), "and it stands below its line");
  check(await page.locator("button:has-text('Publish')").count() === 0, "what has mistakes has no button");
  await axeCheck(page, "flow with mistakes");
  await fits(page, "flow with mistakes");
  await shot(page, "flow-check");
  // Somebody else opens the draft, and saves after it was mended.
  await other.goto(base + "/flows/worried/edit");
  await page.click("main a:has-text('Write')");
  await page.fill("textarea[name=text]", right);
  await page.click("button:has-text('Save and check')");
  await page.waitForSelector("text=nothing to say against it");
  await other.fill("textarea[name=text]", wrong + "# my own thought");
  await other.click("button:has-text('Save and check')");
  await other.waitForSelector(".error");
  check((await other.inputValue("textarea[name=text]")).includes("# my own thought"), "what was typed second is kept");
  check((await other.textContent("ol.code")).includes("say worried.thanks"), "and what was saved first is shown");
  await axeCheck(other, "flow conflict");
  check((await page.textContent("#diff")).includes("1 person is at a step"), "who waits there is said");
  await axeCheck(page, "flow to publish");
  await shot(page, "flow-publish", { fullPage: true });
  await pressed(coordinator, "button:has-text('Publish')");
  check((await page.textContent("#waits")).includes("Somebody else has to"), "one name is not enough");
  check(await page.locator("button:has-text('I agree')").count() === 0, "nobody agrees with themselves");
  // Whoever may be the second is told where they are, at once; whose name it is, is not.
  await other.waitForSelector("#second:not([hidden]) a:has-text('worried')", { timeout: 15000 });
  check(await page.locator("#second:not([hidden])").count() === 0, "the first is told nothing");
  await axeCheck(other, "told of a second name");
  await asks(OTHER, "WORRIED", "Is the person in danger");
  await other.goto(base + "/flows");
  await axeCheck(other, "flows");
  check((await other.textContent("main table")).includes("waits for a second name"), "the list says that it waits");
  await other.click("main a:text-is('worried')");
  await axeCheck(other, "flow that waits");
  await shot(other, "flow-agree");
  await pressed(manager, "button:has-text('I agree')");
  check((await other.textContent(".notice:not([hidden])")).includes("in force"), "published by two");
  await asks("254711000008", "WORRIED", "Thank you for caring");
  await page.goto(base + "/flows/worried");
  await page.click("summary:has-text('Go back')");
  await pressed(coordinator, "details[open] button:has-text('Go back')");
  check((await page.textContent("#waits")).includes("nothing has changed yet"), "going back takes two as well");
  await asks(OTHER, "WORRIED", "Thank you for caring");
  await other.waitForSelector("#second:not([hidden]) a:has-text('worried')", { timeout: 15000 });
  await other.click("#second a");
  await other.waitForURL("**/flows/worried");
  await other.waitForSelector("button:has-text('I agree: go back')");
  await axeCheck(other, "flow to go back");
  await shot(other, "flow-back");
  await pressed(manager, "button:has-text('I agree: go back')");
  await asks(OTHER, "WORRIED", "Is the person in danger");
  await page.goto(base + "/flows/worried");
  check((await page.textContent("#force")).includes(", "), "both names stand under what is in force");
}
{
  // A questionnaire that nobody gets before a clinician has put their name under it.
  const page = clinician.page;
  await asks(THIRD, "GAD7", "not open yet");
  await page.goto(base + "/");
  await page.click("main a[href='/flows']");
  await page.click("main a:text-is('gad7')");
  check((await page.textContent("#signing")).includes("needs a clinician's name"), "what it needs is said");
  await axeCheck(page, "flow to sign");
  await fits(page, "flow to sign");
  await pressed(clinician, "button:has-text('sign this revision')");
  check(await page.locator("#signing button").count() === 0, "signed once");
  check((await page.textContent("#signing")).includes("signed"), "and it says so");
  const shown = await api(clinician.session, "flow show", { flow: "gad7" }, false);
  check(shown.body.signing?.[0]?.signed === true, `the desk knows it: ${JSON.stringify(shown.body.signing?.[0]?.signed)}`);
}

say("11b. danger words: was it right, and a proposal for two");
{
  const page = coordinator.page, other = manager.page;
  await page.goto(base + "/words");
  const card = page.locator("li", { has: page.locator(`strong:text-is("${incident}")`) });
  await card.locator("summary").click();
  await card.locator("[name=verdict][value=wrong]").check();
  await card.locator("[name=reason]").selectOption("quote");
  await card.locator("button").click();
  await page.waitForSelector(".notice");
  check((await card.textContent()).includes("wrong: a song"), `it says what was said: ${await card.textContent()}`);
  check(!(await card.textContent()).includes("by how it ended"), "by a human, now");
  const rule = await card.locator("p.quiet a").first().textContent();
  await card.locator("p.quiet a").first().click();
  await page.waitForSelector("textarea[name=change]");
  await axeCheck(page, "a rule");
  await page.check("[name=kind][value=change]");
  await page.fill("textarea[name=change]", "Not where it is a line of a song.");
  await other.goto(base + "/words");
  await page.click("button:has-text('Propose')");
  await page.waitForSelector(".notice");
  check((await page.textContent("#proposals")).includes("Somebody else has to agree"), "one's own waits");
  // Their list of proposals is fetched again by itself, and they are told.
  await other.waitForSelector(`#second:not([hidden]) a:has-text("${rule}")`, { timeout: 15000 });
  await other.waitForSelector("#proposals button:has-text('I agree')", { timeout: 15000 });
  await axeCheck(other, "a proposal");
  await other.click("#proposals button:has-text('I agree')");
  await other.waitForSelector("#proposals .badge:has-text('agreed')");
}

say("12. every verb, for every role, with somebody else's id");
const doc = JSON.parse(fs.readFileSync(process.env.VERBS, "utf8"));
let tried = 0, odd = 0;
for (const [path, ops] of Object.entries(doc.paths)) {
  const verb = path.slice(1).replaceAll("/", " "), [method, op] = Object.entries(ops)[0];
  if (["login out", "login end", "login password", "login totp begin", "login recovery"].includes(verb)) continue;
  const args = {};
  const fields = op.parameters ? op.parameters.map((x) => [x.name === "X-Reason" ? "reason" : x.name, x.schema, x.required]) :
    Object.entries(op.requestBody.content["application/json"].schema.properties).map(([n, s]) =>
      [n, s, op.requestBody.content["application/json"].schema.required?.includes(n)]);
  for (const [name, schema, required] of fields) {
    if (!required) continue;
    args[name] = schema.type === "integer" ? (name === "talk" ? talk : 1) : schema.type === "boolean" ? true :
      schema.type === "array" ? ["report"] : name === "code" ? incident : name === "kind" ? "abuse" : name === "verdict" ? "right" : name === "key" ? "12345678" : "something";
  }
  for (const p of Object.values(people)) {
    const role = p.role === "second" ? "peer" : p.role;
    if (op["x-roles"].includes(role)) continue;
    tried++;
    // Fifty refusals end a log-in: that holds for us too.
    if ((p.refused = (p.refused || 0) + 1) % 40 === 0) await again(p);
    const r = await api(p.session, verb, args, true);
    if (r.status !== 403 || r.body.error.code !== "denied") {
      if (++odd < 20) check(false, `${verb} as ${role}: ${r.status} ${JSON.stringify(r.body).slice(0, 150)}`);
    }
  }
}
say(`   ${tried} refusals`);
check(tried > 300, "the table is too short");
const log = await api(auditor.session, "audit list", { what: "desk.refused", max: 100 });
check(log.status === 200 && log.body.items.length >= 50, `what was refused is in the log: ${JSON.stringify(log.body).slice(0, 200)}`);
await auditor.page.goto(base + "/audit");
await auditor.page.click("button:has-text('Verify')");
await auditor.page.waitForSelector("text=Nothing was changed", { timeout: 30000 });

say("13. roles change at once");
await confirmed(coordinator, "person roles", { who: ann, roles: "commissioner" });
const after = await api(second.session, "talk list", {}, true);
check(after.status === 403 || after.status === 401, `a role that was taken away is gone at once: ${after.status}`);

await browser.close();
close();
end();
