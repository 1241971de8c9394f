// SPDX-License-Identifier: AGPL-3.0-or-later
// What happens elsewhere appears here. The browser says the last event's number
// when the line comes back, so nothing is lost and nothing comes twice.
import { parse, send } from "./console.js";

const body = document.body;
let seq = Number(body.dataset.seq) || 0;
let source = null;
let lost = 0;
const hearers = new Map();

export function on(what, fn) {
  if (!hearers.has(what)) {
    hearers.set(what, []);
    if (source) source.addEventListener(what, handle);
  }
  hearers.get(what).push(fn);
}

function handle(e) {
  const n = Number(e.lastEventId);
  if (n && n <= seq && e.type !== "hello") return;
  if (n) seq = n;
  let data = {};
  try { data = JSON.parse(e.data); } catch { return; }
  for (const fn of hearers.get(e.type) || []) fn(data, e.type);
}

function open() {
  source = new EventSource(`/live?since=${seq}`);
  for (const what of hearers.keys()) source.addEventListener(what, handle);
  source.onopen = () => { lost = 0; offline(false); };
  source.onerror = () => {
    lost++;
    if (lost > 1 || !navigator.onLine) offline(true);
    if (source.readyState === EventSource.CLOSED) {
      source.close();
      setTimeout(open, Math.min(30000, 2000 * lost));
    }
  };
}

function offline(is) {
  const box = document.getElementById("offline");
  if (box) box.hidden = !is;
}

// Parts of the page that name an event are fetched again when it comes; what a
// person is just typing into is left alone until they are done.
const wanted = new Set();
let timer = 0;

function busy(section) {
  const a = document.activeElement;
  return section.contains(a) && /^(INPUT|TEXTAREA|SELECT)$/.test(a.tagName) &&
    !["checkbox", "radio"].includes(a.type);
}

export function refresh(what) {
  wanted.add(what);
  clearTimeout(timer);
  timer = setTimeout(fetchParts, 150);
}

async function fetchParts() {
  const events = new Set(wanted);
  wanted.clear();
  const sections = [...document.querySelectorAll("[data-live]")].filter((s) =>
    s.dataset.live.split(" ").some((w) => events.has(w)) && s.id);
  if (!sections.length) return;
  let page;
  try {
    const r = await fetch(location.href, { headers: { "X-Part": "1" }, credentials: "same-origin" });
    if (r.status === 401) { location.reload(); return; }
    if (!r.ok) return;
    page = parse(await r.text());
  } catch { setTimeout(() => events.forEach(refresh), 3000); return; }
  for (const old of sections) {
    const fresh = page.getElementById(old.id);
    if (!fresh || busy(old)) continue;
    replace(old, fresh);
  }
}

function replace(old, fresh) {
  const held = old.contains(document.activeElement) ? spot(old, document.activeElement) : -1;
  const open = [...old.querySelectorAll("details")].map((d) => d.open);
  old.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((d, i) => { if (open[i]) d.open = true; });
  if (held >= 0) stops(fresh)[held]?.focus();
}

function stops(el) { return [...el.querySelectorAll("a[href],button,input,select,textarea,summary")]; }
function spot(el, at) { return stops(el).indexOf(at); }

for (const what of ["offer", "duty", "talk", "help", "incident", "concern", "board", "account"]) on(what, (d, w) => refresh(w));
on("line", () => refresh("line"));
on("hello", (d) => {
  if (d.reset) location.reload();
});
on("end", () => location.reload());
// What the program would have texted: the last three, the newest below.  Questions
// are on the page itself, with buttons.
on("notice", (d) => {
  if (d.asks || !d.text) return;
  let box = document.getElementById("told");
  if (!box) {
    box = document.createElement("div");
    box.id = "told";
    box.setAttribute("role", "status");
    document.querySelector("main h1")?.after(box);
  }
  const p = document.createElement("p");
  p.className = "notice";
  const bdi = document.createElement("bdi");
  bdi.dir = "auto";
  bdi.textContent = d.text;
  p.append(bdi);
  box.append(p);
  while (box.children.length > 3) box.firstElementChild.remove();
});

// Something waits for a second name, and the first is not ours: said on every page until it
// is done.
on("review", (d) => {
  refresh("review");
  const box = document.getElementById("second");
  if (!box || d.mine) return;
  if (!d.waits) { if (!d.name || box.dataset.name === d.name) box.hidden = true; return; }
  const a = document.createElement("a");
  a.href = d.of === "flow" ? "/flows/" + encodeURIComponent(d.name) : "/words";
  a.textContent = `${d.of === "flow" ? box.dataset.flow : box.dataset.words} ${d.name}`;
  box.dataset.name = d.name;
  box.replaceChildren(a);
  box.hidden = false;
});

// Somebody has it on the screen: as long as this is said, no texts go to their phone.
async function seen() {
  if (document.visibilityState !== "visible") return;
  try { await send("/live/seen", { seq: String(seq) }); } catch { /* said again soon */ }
}
if (body.dataset.seen) {
  setInterval(seen, 20000);
  document.addEventListener("visibilitychange", seen);
  setTimeout(seen, 500);
}
window.addEventListener("online", () => { source?.close(); open(); });
window.addEventListener("offline", () => offline(true));
open();
