// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything works without this. It keeps times going and loads what a page needs.
const body = document.body;
const started = Date.now();
const serverNow = Number(body.dataset.now) || started;

export function now() { return serverNow + (Date.now() - started); }

export function span(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
  return d ? `${d} d ${h % 24} h` : h ? `${h} h ${m % 60} min` : m ? `${m} min` : `${s} s`;
}

function tick() {
  for (const t of document.querySelectorAll("time[data-since]")) set(t, now() - Number(t.dataset.since));
  for (const t of document.querySelectorAll("time[data-until]")) set(t, Number(t.dataset.until) - now());
}

function set(t, ms) {
  const text = span(ms);
  if (t.textContent !== text) t.textContent = text;
}

// The only way by which text becomes part of the page, and only our own server's.
const policy = globalThis.trustedTypes
  ? globalThis.trustedTypes.createPolicy("warmline", { createHTML: (s) => s })
  : { createHTML: (s) => s };
export function parse(html) {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}

export async function send(url, fields, options = {}) {
  return fetch(url, {
    method: "POST", credentials: "same-origin", redirect: "manual",
    headers: { "X-CSRF": body.dataset.csrf || "", "X-Part": "1" },
    body: new URLSearchParams(fields), ...options,
  });
}

export function tell(text) {
  const said = document.getElementById("said");
  if (said) said.textContent = text;
}

tick();
setInterval(tick, 1000);
for (const b of document.querySelectorAll("[data-print]")) {
  b.hidden = false;
  b.addEventListener("click", () => window.print());
}
document.querySelector(".error[tabindex]")?.focus();

if (body.dataset.seq) {
  import("./live.js");
  import("./bell.js");
  if (document.getElementById("lines")) import("./talk.js");
}
document.addEventListener("keydown", (e) => {
  if (!e.altKey || e.ctrlKey || e.metaKey || !/^Digit[1-9]$/.test(e.code)) return;
  const a = document.querySelector(`a[data-key="${e.code[5]}"]`);
  if (a) { e.preventDefault(); a.click(); }
});
