// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page of the fake desk, filled with data and with hostile text: axe finds
// nothing, nothing sticks out at 320 pixels, light and dark, with and without
// scripts; no script of a stranger runs.
import { launch, person, axeCheck, fits, check, say, end } from "./browser.mjs";

const base = process.env.BASE;
const shots = process.env.SHOTS;
const paths = process.env.PAGES.split(" ");
const browser = await launch();

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
    if (options.javaScriptEnabled !== false) passes += await axeCheck(page, `${name} ${path}`);
    if (options.javaScriptEnabled !== false) await fits(page, `${name} ${path}`);
    if (shots) await page.screenshot({ path: `${shots}/${name}${path.replace(/[^a-z0-9]/gi, "_")}.png`, fullPage: true });
  }
  await context.close();
  say(`   ${name}: ${paths.length} pages, ${passes} rules held`);
}

await walk("light", {}, 1100);
await walk("dark", { colorScheme: "dark" }, 1100);
await walk("phone", { reducedMotion: "reduce" }, 320);
await walk("noscript", { javaScriptEnabled: false }, 800);
await browser.close();
end();
