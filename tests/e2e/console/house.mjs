// SPDX-License-Identifier: AGPL-3.0-or-later
// The house around the browser: phones, warmlinectl, one-time codes.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";

const ask = fs.openSync(process.env.ASK, "w");
const answers = fs.openSync(process.env.ANSWER, "r");
let rest = "";

// One command of the carrier (or the script): one line back.
export function house(command) {
  fs.writeSync(ask, command + "\n");
  const buffer = Buffer.alloc(4096);
  while (!rest.includes("\n")) {
    const n = fs.readSync(answers, buffer);
    if (n === 0) throw new Error("the house has gone");
    rest += buffer.toString("utf8", 0, n);
  }
  const line = rest.slice(0, rest.indexOf("\n"));
  rest = rest.slice(line.length + 1);
  if (!line.startsWith("ok")) throw new Error(`${command}: ${line}`);
  return line;
}
export function close() { fs.closeSync(ask); fs.closeSync(answers); }

export function text(from, words) { house(`smsc send ${from} 3114 ${words}`); }
// Any characters: UCS-2 in hexadecimal, as a handset would send them.
export function ucs2(from, words) {
  const hex = Buffer.from(words, "utf16le").swap16().toString("hex");
  const parts = [];
  for (let i = 0; i < hex.length; i += 63 * 4) parts.push(hex.slice(i, i + 63 * 4));
  if (parts.length === 1) { house(`smsc deliver ${from} 3114 8 0 ${hex}`); return; }
  const ref = crypto.randomInt(256).toString(16).padStart(2, "0");
  parts.forEach((p, i) => house(`smsc deliver ${from} 3114 8 64 050003${ref}` +
    `${parts.length.toString(16).padStart(2, "0")}${(i + 1).toString(16).padStart(2, "0")}${p}`));
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export async function until(what, fn, ms = 20000) {
  const late = Date.now() + ms;
  for (;;) {
    const got = await fn();
    if (got) return got;
    if (Date.now() > late) throw new Error(`not within ${ms / 1000} s: ${what}`);
    await sleep(150);
  }
}
function phones() { return fs.existsSync(process.env.LOG) ? fs.readFileSync(process.env.LOG, "utf8") : ""; }
export function heard(number, pattern) {
  return phones().split("\n").filter((l) => l.includes(" " + number + " ") || l.includes(" +" + number + " "))
    .filter((l) => l.match(pattern));
}
export async function hears(number, pattern, ms) {
  return until(`${number} hears ${pattern}`, () => heard(number, pattern).length > 0, ms);
}
export async function asks(number, words, pattern) {
  const before = heard(number, pattern).length;
  text(number, words);
  await until(`${number}: "${words}" is answered with ${pattern}`, () => heard(number, pattern).length > before);
}

export function ctl(...args) {
  const [program, ...first] = process.env.CTL.split(" ");
  const r = spawnSync(program, [...first, "--json", ...args], { encoding: "utf8" });
  if (r.status !== 0) throw new Error(`warmlinectl ${args.join(" ")}: ${r.stderr || r.stdout}`);
  return JSON.parse(r.stdout);
}

// RFC 6238 with SHA-1, six digits, 30 s: what the app on a phone does.
export function totp(secret, at = Date.now()) {
  let bits = "";
  for (const c of secret.replace(/\s/g, "")) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = crypto.createHmac("sha1", key).update(counter).digest();
  const n = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(n % 1000000).padStart(6, "0");
}
