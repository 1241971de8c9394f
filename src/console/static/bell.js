// SPDX-License-Identifier: AGPL-3.0-or-later
// A bell that can be heard (somebody waits, a new message) and one that cannot be
// missed (somebody is in danger and nobody has it): it rings until it is opened
// or hushed, stands on top of the page, in the title, and shakes a phone.
import { tell } from "./console.js";
import { on } from "./live.js";

const button = document.getElementById("bell");
const box = document.getElementById("alarm");
const title = document.title;
let audio = null;
let wants = false;
try { wants = localStorage.getItem("bell") === "on"; } catch { /* a private window */ }

function show() {
  button.hidden = false;
  button.setAttribute("aria-pressed", String(wants));
  button.textContent = wants ? button.dataset.on : button.dataset.off;
}

// Browsers let a page sound only after somebody has touched it.
function wake() {
  if (!wants) return;
  audio ||= new (window.AudioContext || window.webkitAudioContext)();
  if (audio.state === "suspended") audio.resume();
}

function tone(at, hz, seconds, loud) {
  const o = audio.createOscillator(), g = audio.createGain();
  o.frequency.value = hz;
  g.gain.setValueAtTime(0, at);
  g.gain.linearRampToValueAtTime(loud, at + 0.02);
  g.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  o.connect(g).connect(audio.destination);
  o.start(at);
  o.stop(at + seconds);
}

function soft() {
  if (!wants || !audio || audio.state !== "running") return;
  tone(audio.currentTime, 660, 0.5, 0.15);
  tone(audio.currentTime + 0.2, 880, 0.7, 0.15);
}

function loud() {
  navigator.vibrate?.([400, 150, 400, 150, 800]);
  if (!audio || audio.state !== "running") return;
  for (let i = 0; i < 6; i++) tone(audio.currentTime + i * 0.25, i % 2 ? 988 : 740, 0.24, 0.5);
}

let ringing = 0;
let hushed = 0;

function alarm(d) {
  if (document.body.dataset.rings !== "incident" || d.drill) return;
  if (d.state !== "alarming") {
    if (box.dataset.code === d.code) quiet();
    return;
  }
  box.dataset.code = d.code;
  box.hidden = false;
  box.replaceChildren();
  const text = document.createElement("strong");
  text.textContent = box.dataset.text;
  const a = document.createElement("a");
  a.href = "/incidents/" + encodeURIComponent(d.code);
  a.textContent = box.dataset.open + " " + d.code;
  const hush = document.createElement("button");
  hush.type = "button";
  hush.textContent = box.dataset.hush;
  hush.addEventListener("click", () => { hushed = Date.now() + 60000; });
  box.append(text, a, hush);
  if (!ringing) ringing = setInterval(ring, 3000);
  ring();
}

function ring() {
  document.title = document.title.startsWith("(!)") ? title : "(!) " + title;
  if (Date.now() > hushed) loud();
}

function quiet() {
  clearInterval(ringing);
  ringing = 0;
  box.hidden = true;
  document.title = title;
}

if (button) {
  show();
  button.addEventListener("click", () => {
    wants = !wants;
    try { localStorage.setItem("bell", wants ? "on" : "off"); } catch { /* until this page goes */ }
    show();
    wake();
    soft();
  });
  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);
}
let unseen = 0;
function count() {
  if (document.visibilityState === "visible" || ringing) return;
  document.title = `(${++unseen}) ${title}`;
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") { unseen = 0; if (!ringing) document.title = title; }
});
on("offer", (d) => {
  if (d.open === false) return;
  soft(); count(); tell(document.getElementById("sung").dataset.offer);
});
on("line", (d) => { if (!d.mine) { soft(); count(); } });
on("help", () => { soft(); count(); });
on("concern", () => { soft(); count(); });
on("review", (d) => { if (d.waits && !d.mine) { soft(); count(); } });
if (box) on("incident", alarm);
