// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page of the fake desk, filled with data and with hostile text: axe finds
// nothing, nothing sticks out at 320 pixels, light and dark, with and without
// scripts; no script of a stranger runs.
import { launch, person, axeCheck, fits, check, say, end } from "./browser.mjs";

const base = process.env.BASE;
const shots = process.env.SHOTS;
// Every page of the console's tables (tests/console/tables_test says so), with an id that the
// fake desk answers for.
const pages = ["/", "/login", "/setup", "/setup/code", "/setup/password", "/me", "/talks", "/talks/:id",
  "/incidents", "/incidents/:id", "/reveals", "/board", "/people", "/person?who=Blue+Heron", "/attributes",
  "/accounts", "/roster", "/concerns", "/concerns/:id", "/work", "/moderation", "/moderation/:id",
  "/directory", "/directory/review", "/inbox", "/expiring", "/flows", "/flows/:id", "/flows/:id/edit",
  "/flows/:id/check", "/words", "/words/rules", "/words/rule?rule=new", "/reports", "/reports/:id",
  "/audit", "/exports", "/tokens", "/webhooks", "/recordings"];
const ids = { "/incidents": "4821", "/reports": "waits", "/flows": "checkin" };
const paths = pages.map((p) => p.replace(":id", ids["/" + p.split("/")[1]] || "2"));
const browser = await launch();
const linked = new Set();

async function walk(name, options, width) {
  const { context, page } = await person(browser, base, { ...options,
    viewport: { width, height: 800 } });
  let passes = 0;
  for (const path of paths) {
    await context.addCookies(/^.(login|setup)$/.test(path) ? [] : [{ name: "wls", value: "s-all", url: base }]);
    if (/^.(login|setup)$/.test(path)) await context.clearCookies();
    await page.goto(base + path);
    if (await page.locator("text=Why do you need").count()) {
      await page.fill("textarea[name=reason]", "to look after this person");
      await page.click("main button");
    }
    check(await page.locator("main h1").count() === 1, `${path}: no heading`);
    for (const a of await page.locator("a").evaluateAll((l) => l.map((a) => a.getAttribute("href"))))
      linked.add(a.split(/[?#]/)[0]);
    if (options.javaScriptEnabled !== false) passes += await axeCheck(page, `${name} ${path}`);
    if (options.javaScriptEnabled !== false) await fits(page, `${name} ${path}`);
    if (shots) await page.screenshot({ path: `${shots}/${name}${path.replace(/[^a-z0-9]/gi, "_")}.png`, fullPage: true });
  }
  await context.close();
  say(`   ${name}: ${paths.length} pages, ${passes} rules held`);
}

// The first page, with all that it loads, over a line of which each kilobyte is felt.
{
  const { context, page } = await person(browser, base);
  let bytes = 0;
  const sizes = [];
  page.on("requestfinished", (r) => sizes.push(r.sizes()));
  await page.goto(base + "/login", { waitUntil: "networkidle" });
  for (const s of await Promise.all(sizes)) bytes += s.responseBodySize + s.responseHeadersSize;
  check(bytes > 5000 && bytes < 30000, `the first page has ${bytes} bytes`);
  say(`   the first page: ${bytes} bytes`);
  await context.close();
}
await walk("light", {}, 1100);
// Nobody has to know an address.
for (const path of pages.map((p) => p.split("?")[0])) {
  const like = new RegExp(`^${path.replace(":id", "[^/]+")}$`);
  check([...linked].some((l) => like.test(l)) || ["/login", "/setup/code", "/setup/password"].includes(path),
    `no page leads to ${path}`);
}
await walk("dark", { colorScheme: "dark" }, 1100);
await walk("phone", { reducedMotion: "reduce" }, 320);
await walk("noscript", { javaScriptEnabled: false }, 800);
await browser.close();
end();
