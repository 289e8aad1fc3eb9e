// Opens pages of records in a browser and looks at what became of them. See README.md.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, modules = ".", browserPath = process.env.BROWSER ?? "/usr/bin/chromium"] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(modules), "node_modules", "x.js")));
const puppeteer = require("puppeteer-core");
const mermaidScript = readFileSync(join(resolve(modules), "node_modules/mermaid/dist/mermaid.min.js"), "utf8");

let failures = 0;
const check = (page, what, is, detail = "") => {
  if (!is) failures += 1;
  console.log(`${is ? "ok  " : "FAIL"} ${page}: ${what} ${is ? "" : detail}`);
};

const browser = await puppeteer.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
const names = readdirSync(folder).filter(file => file.endsWith(".html")).map(file => file.slice(0, -5));
for (const name of names) {
  const page = await browser.newPage();
  const said = [];
  const asked = [];
  page.on("console", message => said.push(message.text()));
  page.on("pageerror", error => said.push(String(error)));
  page.on("dialog", dialog => { said.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", request => asked.push(request.url()));
  await page.setViewport({ width: 1600, height: 1000 });
  const url = pathToFileURL(join(resolve(folder), `${name}.html`)).href;
  const before = Date.now();
  await page.goto(url, { waitUntil: "load" });
  const took = Date.now() - before;
  // Layout is asked for, too.
  const seen = await page.evaluate(() => ({
    title: document.title,
    items: document.querySelectorAll("main > .calls > ol > li").length,
    arrows: document.querySelectorAll("svg a").length,
    foreign: document.querySelectorAll("img, iframe, object, embed, link, i, b").length,
    scripts: document.scripts.length,
    failed: document.querySelectorAll("li.bad").length,
    openFailed: document.querySelectorAll("li.bad > details[open]").length,
    tools: !document.querySelector("#tools")?.hidden,
    wide: document.documentElement.scrollWidth > innerWidth,
    height: document.body.offsetHeight,
    outside: [...document.querySelectorAll("svg text")].filter(text => {
      const box = text.getBBox();
      return box.x < 0 || box.x + box.width > text.ownerSVGElement.width.baseVal.value;
    }).map(text => text.textContent),
  }));
  const numbers = readFileSync(join(folder, `${name}.txt`), "utf8").match(/^\d+\. (?!…)/gm) ?? [];
  check(name, "an item for each call", seen.items === numbers.length, `${seen.items} of ${numbers.length}`);
  check(name, "arrows", seen.items === 0 || seen.arrows > seen.items);
  check(name, "no element from the content", seen.foreign === 0 && seen.scripts === 1, JSON.stringify(seen));
  check(name, "failures are open", seen.failed === seen.openFailed);
  check(name, "tools", seen.items === 0 || seen.tools);
  check(name, "no text beyond the diagram", seen.outside.length === 0, seen.outside.join(" | "));
  check(name, "not wider than the window", !seen.wide);
  check(name, `loads soon (${took} ms)`, took < 3000);
  check(name, "a title", seen.title.endsWith("– mockit"), seen.title);
  if (seen.items > 0) {
    const owner = await page.$eval("main li:last-child .owner", owner => owner.textContent);
    const owned = await page.$$eval("main li", (items, owner) => items.filter(item => item.textContent.includes(owner)).length, owner);
    await page.type("#tools input[type=search]", owner);
    const found = await page.$$eval("main li", items => items.filter(item => !item.hidden).length);
    check(name, `search (${found})`, found > 0 && found === owned);
    await page.$eval("#tools input[type=search]", input => { input.value = ""; input.dispatchEvent(new Event("input")); });
    await page.$$eval("#tools button", buttons => buttons[1].click());
    await page.$eval("svg a", link => link.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    await page.waitForFunction(() => document.querySelector("#c1 > details").open, { timeout: 3000 });
    check(name, "an arrow opens its call", true);
    const focused = await page.evaluate(() => document.activeElement.closest("li")?.id);
    check(name, "and gives it the focus", focused === "c1", focused);
    await page.goto("about:blank");
    await page.goto(url, { waitUntil: "load" });
  }
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
  }
  await page.setViewport({ width: 420, height: 900 });
  check(name, "fits a telephone", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.screenshot({ path: join(folder, `${name}-narrow.png`) });
  await page.setJavaScriptEnabled(false);
  await page.goto(url, { waitUntil: "load" });
  const still = await page.$$eval("main li", items => items.length);
  check(name, "works without its script", still === seen.items);
  check(name, "silent", said.length === 0, said.join(" | "));
  check(name, "asks nobody", asked.every(one => one === url || one === "about:blank"), asked.join(" "));
  await page.close();
}

// Mermaid's own parser and painter.
const page = await browser.newPage();
await page.setContent("<body></body>");
await page.addScriptTag({ content: mermaidScript });
for (const name of names) {
  const source = readFileSync(join(folder, `${name}.mmd`), "utf8");
  const result = await page.evaluate(async (source, id) => {
    mermaid.initialize({ startOnLoad: false });
    try {
      await mermaid.parse(source);
      const { svg } = await mermaid.render(id, source);
      document.body.innerHTML = svg;
      const texts = [...document.querySelectorAll(".messageText")].map(text => text.textContent);
      return { texts, foreign: document.body.querySelectorAll("img, script, i, b").length };
    } catch (error) {
      return { error: String(error) };
    }
  }, source, `m${names.indexOf(name)}`);
  const arrows = source.split("\n").filter(line => /^ +p\d+-/.test(line)).length;
  check(name, "mermaid draws it", !result.error, result.error);
  check(name, "mermaid draws all arrows", result.texts?.length === arrows || arrows === 0, `${result.texts?.length} of ${arrows}`);
  check(name, "mermaid has no element from the content", result.foreign === 0);
  if (name === "hostile") console.log(result.texts?.slice(-6).join("\n"));
  await page.screenshot({ path: join(folder, `${name}-mermaid.png`), fullPage: true });
}
await browser.close();
console.log(failures === 0 ? "all is well" : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
