// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody else's program that takes webhooks: HTTPS, checks the signature, and answers what
// the file MODE says ("200", "500", "slow": after 12 s).  Each request is a line of LOG.
import crypto from "node:crypto";
import fs from "node:fs";
import https from "node:https";

const { PORT, CERT, KEY, LOG, MODE, SECRET } = process.env;

function signed(header, body) {
  const m = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header || "");
  if (!m || Math.abs(Date.now() / 1000 - m[1]) > 300) return false;
  const secret = fs.readFileSync(SECRET, "utf8").trim();
  const want = crypto.createHmac("sha256", secret).update(`${m[1]}.${body}`).digest("hex");
  return crypto.timingSafeEqual(Buffer.from(want), Buffer.from(m[2]));
}

https.createServer({ cert: fs.readFileSync(CERT), key: fs.readFileSync(KEY) }, (q, r) => {
  let body = "";
  q.on("data", (d) => { body += d; });
  q.on("end", () => {
    const mode = fs.readFileSync(MODE, "utf8").trim();
    const line = { at: Date.now(), path: q.url, host: q.headers.host, mode, good: signed(q.headers["warmline-signature"], body), body };
    fs.appendFileSync(LOG, JSON.stringify(line) + "\n");
    const answer = () => { r.statusCode = mode === "500" ? 500 : 200; r.end("thanks\n"); };
    if (mode === "slow") setTimeout(answer, 12000); else answer();
  });
}).listen(Number(PORT), "127.0.0.1");
