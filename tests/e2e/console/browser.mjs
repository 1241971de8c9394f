// SPDX-License-Identifier: AGPL-3.0-or-later
// What every test with a real browser needs: Debian's Chromium driven by
// playwright-core, axe-core, and a list of what went wrong.
import { createRequire } from "node:module";
import fs from "node:fs";

const require = createRequire(process.env.NODE_MODULES_DIR + "/");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const problems = [];
export function check(is, what) {
  if (!is) { problems.push(what); console.log("FAIL: " + what); }
  return is;
}
export function say(...what) { console.log(...what); }

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required"],
  });
}

// A person at a browser: whatever the page complains about is a problem, and so
// is any request to another host.
export async function person(browser, base, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1100, height: 800 },
    timezoneId: "Africa/Nairobi", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.on("console", (m) => {
    if (m.type() === "error" && !/Failed to load resource|ERR_INTERNET_DISCONNECTED|net::ERR/.test(m.text()))
      check(false, `console: ${m.text()}`);
  });
  page.on("pageerror", (e) => check(false, `script: ${e.message}`));
  page.on("dialog", (d) => { check(false, `a dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", (r) => check(r.url().startsWith(base) || r.url().startsWith("data:"),
    `a request elsewhere: ${r.url()}`));
  open.push(page);
  return { context, page };
}

// What everybody had on the screen when a test could not go on.
const open = [];
process.on("uncaughtException", async (e) => {
  console.log("FAIL: " + e.message.split("\n")[0] + " " + (e.stack.match(/\w+\.mjs:\d+/g) || []).join(" "));
  for (const page of open) {
    const text = await page.textContent("body", { timeout: 1000 }).catch(() => "");
    console.log(`   ${page.url()}: ${text.replace(/\s+/g, " ").slice(0, 400)}`);
  }
  process.exit(1);
});

// Each rule of WCAG 2.x A and AA and best practices.
export async function axeCheck(page, name) {
  // evaluate() goes around the page's own Content-Security-Policy.
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  for (const v of found.violations)
    check(false, `${name}: ${v.id} (${v.impact}): ${v.help}: ${v.nodes.map((n) => n.target + " " +
      n.failureSummary?.split("\n")[1]).slice(0, 3).join(" | ")}`);
  return found.passes.length;
}

// Nothing sticks out sideways: what is wide scrolls by itself.
export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(over <= 1, `${name}: ${over} pixels stick out at ${page.viewportSize().width}`);
}

export function end() {
  say(problems.length ? `${problems.length} problems` : "all held");
  process.exit(problems.length ? 1 : 0);
}
