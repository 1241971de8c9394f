// SPDX-License-Identifier: AGPL-3.0-or-later
// STREAMS event streams stay open while RATE pages of PATHS a second are looked at, by people
// in turn (SESSIONS, one a line).
import fs from "node:fs";
import http from "node:http";

const base = new URL(process.env.BASE), streams = Number(process.env.STREAMS ?? 200);
const rate = Number(process.env.RATE || 50), seconds = Number(process.env.SECONDS || 20);
const paths = (process.env.PATHS || "/ /board /incidents /me /concerns").split(" ");
const sessions = fs.readFileSync(process.env.SESSIONS, "utf8").trim().split("\n");
const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
const times = [], answers = {};
let open = 0, events = 0;

const headers = (i) => ({ Cookie: "wls=" + sessions[i % sessions.length] });
const note = (code) => { answers[code] = (answers[code] || 0) + 1; };

for (let i = 0; i < streams; i++) {
  http.get({ host: base.hostname, port: base.port, path: "/live", headers: headers(i), agent: false }, (r) => {
    if (r.statusCode === 200) open++;
    else note(`stream ${r.statusCode}`);
    r.on("data", (d) => { events += d.toString().split("\nevent: ").length - 1; });
  }).on("error", () => note("stream broken"));
}
await new Promise((r) => setTimeout(r, 2000));
if (streams) console.log(`streams ${open}`);
let n = 0;
const timer = setInterval(() => {
  const began = performance.now(), i = n++;
  http.get({ host: base.hostname, port: base.port, path: paths[i % paths.length], headers: headers(i), agent }, (r) => {
    r.resume();
    r.on("end", () => { times.push(performance.now() - began); note(r.statusCode); });
  }).on("error", () => note("broken"));
}, 1000 / rate);
await new Promise((r) => setTimeout(r, seconds * 1000));
clearInterval(timer);
times.sort((a, b) => a - b);
const at = (p) => times[Math.floor(times.length * p)]?.toFixed(1);
console.log(`pages ${times.length} ${JSON.stringify(answers)} p50_ms ${at(0.5)} p99_ms ${at(0.99)} events ${events}`);
process.exit(0);
