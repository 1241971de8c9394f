// SPDX-License-Identifier: AGPL-3.0-or-later
// Strangers at the console, as many as there is room for: some say nothing, some trickle, some
// send rubbish, some ask for pages and some try passwords, until they are told to stop.
import net from "node:net";

const port = Number(process.env.PORT), until = Date.now() + Number(process.env.SECONDS) * 1000;
const counts = { answers: 0, closed: 0, refused: 0 };
const form = "csrf=x&name=carol&password=wrong&code=000000";
const say = [
  () => "",
  () => "GET / HTTP/1.1\r\nHost: x\r\nX: ",
  () => Buffer.from(Array.from({ length: 3000 }, () => Math.floor(Math.random() * 256))),
  () => "GET /login HTTP/1.1\r\nHost: x\r\n\r\n",
  () => `POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form}`,
  () => "GET /api/v1/board HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wlt_not_a_token_of_anybody\r\n\r\n",
  () => "GET /live HTTP/1.1\r\nHost: x\r\nCookie: wls=not-a-session-of-anybody\r\n\r\n",
];

function stranger(i) {
  if (Date.now() > until) return;
  // Each from an address of their own, or the first few would be all that is let in.
  const s = net.connect({ port, host: "127.0.0.1", localAddress: `127.0.${1 + (i >> 7) % 200}.${1 + i % 127}` });
  s.on("connect", () => s.write(say[i % say.length]()));
  const trickle = i % say.length === 1 ? setInterval(() => s.write("y"), 200) : 0;
  s.on("data", () => { counts.answers++; if (i % 3) s.destroy(); });
  s.on("error", () => { counts.refused++; });
  s.on("close", () => {
    counts.closed++;
    clearInterval(trickle);
    setTimeout(() => stranger(i + 400), 20);
  });
}
for (let i = 0; i < 400; i++) stranger(i);
setTimeout(() => { console.log(JSON.stringify(counts)); process.exit(0); }, until - Date.now() + 500);
