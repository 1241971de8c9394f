// SPDX-License-Identifier: AGPL-3.0-or-later
// 200 event streams stay open while 50 pages a second are looked at.
import http from "node:http";

const base = new URL(process.env.BASE), streams = Number(process.env.STREAMS || 200);
const rate = Number(process.env.RATE || 50), seconds = Number(process.env.SECONDS || 20);
const paths = ["/", "/talks/2", "/board", "/incidents", "/reports/waits"];
const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
const headers = { Cookie: "wls=" + (process.env.SESSION || "s-all") };
const times = [];
let failed = 0, open = 0;

for (let i = 0; i < streams; i++) {
  http.get({ host: base.hostname, port: base.port, path: "/live", headers, agent: false }, (r) => {
    if (r.statusCode === 200) open++;
    r.resume();
  }).on("error", () => { failed++; });
}
await new Promise((r) => setTimeout(r, 2000));
console.log(`streams ${open}`);
let n = 0;
const timer = setInterval(() => {
  const began = performance.now();
  http.get({ host: base.hostname, port: base.port, path: paths[n++ % paths.length], headers, agent }, (r) => {
    r.resume();
    r.on("end", () => { times.push(performance.now() - began); if (r.statusCode !== 200) failed++; });
  }).on("error", () => { failed++; });
}, 1000 / rate);
await new Promise((r) => setTimeout(r, seconds * 1000));
clearInterval(timer);
times.sort((a, b) => a - b);
const at = (p) => times[Math.floor(times.length * p)]?.toFixed(1);
console.log(`pages ${times.length} failed ${failed} p50_ms ${at(0.5)} p99_ms ${at(0.99)}`);
process.exit(0);
