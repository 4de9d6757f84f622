// How long the search and the filter of a large site take on a slow phone, not a test: node speed.mjs [SITE] [SLOWER]
// The town that is measured is made by `TASSEI_TOWN="/tmp/town 1500 10 tree" go test -run '^TestMake$' ./generator/towns` and
// built as any other. Chromium's processor is slowed down, by 4 unless told otherwise. What is counted is the time that the
// page's thread works, so that other programs beside it do not count: for each word typed, from the key until an answer is
// laid out; then all the work until the texts that it needs have come and the answer is whole, which is done in steps between
// which the page heeds the reader; then the answer to the same word when the texts are there. Of five runs the middle one stands.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from './browser.mjs';

const [folder = new URL('../../public', import.meta.url).pathname, slower = '4'] = process.argv.slice(2);
if (!existsSync(join(folder, 'search.html'))) {
  console.error(`${folder} holds no search.html: build a site first`);
  process.exit(2);
}
const words = { ja: ['市', '市民', '申請', '窓口の', '2024', '1-1', 'オンライン申請', '市民が安心'], en: ['of', 'the', 'residents', 'applic', '2024', '1-1', 'online', 'number of residents'] };
const runs = 5;

const browser = await Browser.start();
try {
  for (const [path, lang] of searches()) {
    for (const typed of words[lang] ?? words.en) {
      const first = [], whole = [], then = [];
      let found = '';
      for (let i = 0; i < runs; i++) {
        const tab = await opened(path);
        const [soon, all] = await work(tab, typed);
        first.push(soon);
        whole.push(all);
        found = await tab.page.evaluate(() => document.querySelector('.search-count').textContent);
        await work(tab, '');
        then.push((await work(tab, typed))[0]);
        await tab.close();
      }
      tell(`${path} “${typed}”`, `answer ${ms(first)}, whole ${ms(whole)}, again ${ms(then)}`, found);
    }
  }
  const list = longestList();
  if (list) {
    for (const typed of ['市', '市民', 'zzqqxx', '1']) {
      const took = [];
      let found = '';
      for (let i = 0; i < runs; i++) {
        const tab = await opened(list.path);
        took.push((await work(tab, typed))[0]);
        found = await tab.page.evaluate(() => document.querySelector('form[data-filter] [role=status]').textContent);
        await tab.close();
      }
      tell(`${list.path} (${list.rows} rows) “${typed}”`, `filter ${ms(took)}`, found);
    }
  }
} finally {
  await browser.stop();
  await Browser.endAll();
}

function searches() {
  const pages = [['search.html', langOf('search.html')]];
  for (const dir of readdirSync(folder)) {
    const path = `${dir}/search.html`;
    if (existsSync(join(folder, path))) pages.push([path, langOf(path)]);
  }
  return pages;
}

function langOf(path) { return /<html[^>]*\blang="?([\w-]+)/.exec(readFileSync(join(folder, path), 'utf8'))?.[1] ?? ''; }

// longestList is the page of the newest year with the most rows to be filtered.
function longestList() {
  const year = readdirSync(folder).filter((f) => /^FY\d{4}$/.test(f)).sort().at(-1);
  let best = null;
  for (const file of readdirSync(join(folder, year), { recursive: true }).filter((f) => f.endsWith('.html') && statSync(join(folder, year, f)).size > 20_000)) {
    const html = readFileSync(join(folder, year, file), 'utf8');
    const rows = /data-filter/.test(html) ? html.match(/class="?row[ ">]/g)?.length ?? 0 : 0;
    if (rows > (best?.rows ?? 0)) best = { path: `${year}/${file}`, rows };
  }
  return best;
}

// opened is a page of its own, slowed down, at rest.
async function opened(path) {
  const tab = await browser.tab();
  await tab.page.goto(pathToFileURL(join(folder, path)).href, { waitUntil: 'load' });
  await tab.cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await tab.cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(slower) });
  await tab.page.evaluate(() => { // a file comes after a while, as from a server
    const append = document.head.append.bind(document.head);
    document.head.append = (script) => setTimeout(append, 400, script);
  });
  await rest(tab);
  await new Promise((resolve) => { setTimeout(resolve, 1500); }); // a reader needs as long to begin
  return tab;
}

// work is the time in ms that the page's thread works on what is typed: until something is laid out, and in all.
async function work(tab, typed) {
  const before = await tasks(tab);
  await tab.page.evaluate((typed) => {
    const field = document.querySelector('form[data-search] input[name=q], form[data-filter] input[name=q]');
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return document.body.offsetHeight;
  }, typed);
  const soon = await tasks(tab) - before;
  await rest(tab);
  return [soon, await tasks(tab) - before];
}

async function tasks(tab) {
  const { metrics } = await tab.cdp.send('Performance.getMetrics');
  return 1000 * metrics.find((m) => m.name === 'TaskDuration').value;
}

// rest waits until texts have come and all is laid out.
async function rest(tab) {
  await tab.page.waitForNetworkIdle({ idleTime: 500 });
  await tab.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 0)); }));
}

function ms(list) { return `${Math.round([...list].sort((a, b) => a - b)[list.length >> 1])} ms`; }

function tell(what, took, found) { console.log(`${what}: ${took} (${found})`); }
