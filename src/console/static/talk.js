// SPDX-License-Identifier: AGPL-3.0-or-later
// A conversation: new lines, drafts, sending without leaving the page.
import { parse, send, tell } from "./console.js";
import { on, refresh } from "./live.js";

const lines = document.getElementById("lines");
const talk = Number(lines.dataset.talk);
const form = document.querySelector("form.compose");
const box = document.getElementById("text");
const state = document.getElementById("compose-state");

function toEnd() { lines.scrollTop = lines.scrollHeight; }
function atEnd() { return lines.scrollHeight - lines.scrollTop - lines.clientHeight < 80; }
toEnd();

on("line", (d) => {
  if (d.talk !== talk || !d.html) return;
  const li = parse(`<ol>${d.html}</ol>`).querySelector("li");
  const old = lines.querySelector(`[data-line="${Number(d.line)}"]`);
  if (!li) return;
  if (old) { old.replaceWith(li); return; }
  const follow = atEnd() || d.mine;
  li.classList.add("fresh");
  lines.append(li);
  if (follow) toEnd();
  if (!d.mine) document.getElementById("sung").textContent =
    document.getElementById("sung").dataset.line + ": " + (li.querySelector(".text")?.textContent || "");
});
on("delivery", (d) => {
  if (d.talk !== talk) return;
  const spot = lines.querySelector(`[data-line="${Number(d.line)}"] .delivery`);
  if (spot && d.words) spot.textContent = d.words;
});

function newKey() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  return [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
}

let draftTimer = 0;
let lastDraft = box ? box.value : "";
async function saveDraft() {
  if (box.value === lastDraft) return;
  const text = box.value;
  try {
    const r = await send(`/talks/${talk}/draft`, { text });
    if (r.ok) { lastDraft = text; state.textContent = state.dataset.saved; }
  } catch { /* it is still in the box */ }
}

async function submit(e) {
  e.preventDefault();
  const text = box.value;
  if (!text.trim()) return;
  const key = form.querySelector("[name=key]");
  state.textContent = state.dataset.sending;
  try {
    // The same key until it is known to have been said: a second try says it once.
    const r = await send(form.action, { text, key: key.value });
    if (r.type === "opaqueredirect" || r.status === 401) { location.reload(); return; }
    if (!r.ok) {
      const page = parse(await r.text());
      state.textContent = page.querySelector(".error")?.textContent || state.dataset.failed;
      return;
    }
    const said = await r.json();
    key.value = newKey();
    if (box.value === text) box.value = "";
    lastDraft = "";
    clearTimeout(draftTimer);
    state.textContent = "";
    if (said.state === "held") location.reload();
    else setTimeout(() => catchUp(said.line), 1500);
  } catch {
    state.textContent = state.dataset.failed;
    tell(state.dataset.failed);
  }
}

// The line comes by the stream; if that is down, the page is asked.
async function catchUp(line) {
  if (lines.querySelector(`[data-line="${Number(line)}"]`)) return;
  try {
    const r = await fetch(location.href, { headers: { "X-Part": "1" } });
    if (!r.ok) return;
    const fresh = parse(await r.text()).getElementById("lines");
    if (fresh) { lines.replaceChildren(...fresh.children); toEnd(); }
  } catch { /* the stream will bring it */ }
}

if (form && box) {
  form.addEventListener("submit", submit);
  box.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) form.requestSubmit();
  });
  box.addEventListener("input", () => {
    clearTimeout(draftTimer);
    state.textContent = "";
    draftTimer = setTimeout(saveDraft, 1500);
  });
  window.addEventListener("pagehide", () => {
    if (box.value !== lastDraft) send(`/talks/${talk}/draft`, { text: box.value }, { keepalive: true });
  });
  document.addEventListener("click", (e) => {
    const a = e.target.closest("a[data-phrase]");
    if (!a) return;
    e.preventDefault();
    box.setRangeText(a.textContent, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input"));
    box.focus();
  });
}
on("talk", (d) => { if (d.talk === talk && d.open === false) refresh("talk"); });
window.addEventListener("online", () => catchUp(-1));
