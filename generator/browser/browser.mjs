// Chromium, one process for each worker, and the ways in which a page is looked at.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { typeOf } from './serve.mjs';

// A view is a screen: width in px, scheme light, dark or forced. Colours change before widths, which lay the page out anew.
export const views = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 1280, scheme: 'forced' },
  { width: 900, scheme: 'light' },
  { width: 640, scheme: 'light' }, // a window of 1280 at 200 %
  { width: 360, scheme: 'light' },
  { width: 320, scheme: 'light' },
  { width: 320, scheme: 'dark' },
  { width: 320, scheme: 'forced' },
];

export const nameOf = (view) => `${view.width} ${view.scheme}`;

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=ja'];

// Chromium without windows draws the same pages in less than half of the time.
export function findChromium() {
  const found = [process.env.TASSEI_BROWSER, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find((path) => path && existsSync(path));
  if (!found) throw new Error('no Chromium found: install the package chromium-headless-shell or chromium, or name one in TASSEI_BROWSER');
  return found;
}

const idle = []; // browsers that a check has done with

// A Browser is lent to one check at a time. Starting one takes as long as looking at a few pages, so they are lent again.
export class Browser {
  static start() { return Browser.lend(false); }

  // still is one that lays out and paints no frame: it takes a third less of the processor, and cannot click.
  static still() { return Browser.lend(true); }

  static async lend(isStill) {
    const at = idle.findIndex((one) => one.isStill === isStill);
    if (at >= 0) return idle.splice(at, 1)[0];
    const it = new Browser();
    it.isStill = isStill;
    it.tabs = [];
    it.profile = mkdtempSync(join(tmpdir(), 'tassei-browser-'));
    it.chromium = await puppeteer.launch({
      executablePath: findChromium(), headless: true, userDataDir: it.profile, protocolTimeout: 300_000,
      args: isStill ? [...flags, '--disable-threaded-compositing'] : flags,
    });
    return it;
  }

  // stop gives it back, with no tab of the check left open.
  async stop() {
    for (const tab of this.tabs.splice(0)) await tab.close().catch(() => {}); // the check may have closed it
    idle.push(this);
  }

  // endAll ends the browsers that were given back.
  static async endAll() {
    for (let it; (it = idle.pop());) {
      await it.chromium.close();
      rmSync(it.profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async tab() {
    const page = await this.chromium.newPage();
    page.setDefaultTimeout(180_000); // on a loaded machine a page may be slow, and is right all the same
    const tab = await Tab.open(page);
    this.tabs.push(tab);
    return tab;
  }
}

// inPage is what checks do inside the page; it defines the global `tassei`.
const inPage = ['text.js', 'colours.js', 'fits.js', 'breaks.js', 'charts.js', 'marks.js', 'keyboard.js']
  .map((file) => readFileSync(new URL(`inpage/${file}`, import.meta.url), 'utf8')).join('\n');

// A Tab records everything that the page asks for and complains of.
export class Tab {
  static async open(page) {
    const tab = new Tab();
    tab.page = page;
    tab.cdp = await page.createCDPSession();
    tab.requests = [];
    tab.complaints = [];
    page.on('request', (r) => {
      if (!tab.guesses(r.url())) tab.requests.push(r.url());
      tab.answer(r);
    });
    page.on('requestfailed', (r) => tab.guesses(r.url()) || tab.complaints.push(`request failed: ${r.failure()?.errorText} ${r.url()}`));
    page.on('response', (r) => { if (r.status() >= 400 && !tab.guesses(r.url())) tab.complaints.push(`status ${r.status()}: ${r.url()}`); });
    page.on('pageerror', (e) => tab.complaints.push(`script error: ${e.message}`));
    page.on('console', (m) => {
      if (tab.guessing && m.text().startsWith('Failed to load resource')) return;
      if (['error', 'warn', 'warning', 'assert'].includes(m.type())) tab.complaints.push(`console ${m.type()}: ${m.text()}`);
    });
    // Cursor and focus rings behave as in a window that has the focus.
    await tab.cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return tab;
  }

  // open goes to a page of a site. A page that has an address is answered from the folder, as its server would.
  async open(page, view) {
    this.guessing = page.kind === '404' && !page.site.base;
    this.standIn = page.home.startsWith('http') ? page.site : null;
    await this.page.setRequestInterception(this.standIn !== null);
    await this.go(page.url, view);
  }

  // guesses says whether the page for lost links, which does not know its address, looks for its style sheet and script there.
  guesses(url) { return this.guessing && /\/assets\/site\.[0-9a-f]+\.(css|js)$/.test(url); }

  answer(request) {
    if (!request.isInterceptResolutionHandled() && this.standIn) {
      const path = decodeURI(new URL(request.url()).href.slice(this.standIn.base.length));
      if (!request.url().startsWith(this.standIn.base) || !this.standIn.has(path)) request.abort();
      else request.respond({ status: 200, contentType: typeOf(path), body: this.standIn.read(path) });
    }
  }

  async go(url, view = views[0]) {
    this.requests.length = 0;
    this.complaints.length = 0;
    await this.show(view);
    await this.page.goto(url, { waitUntil: 'load', timeout: 180_000 });
    await this.equip();
  }

  // equip defines the in-page `tassei`, also on a page that was reached in another way.
  equip() { return this.page.evaluate(inPage); }

  async show(view) {
    if (this.width !== view.width) {
      await this.page.setViewport({ width: view.width, height: view.height ?? 900, deviceScaleFactor: 1 });
      this.width = view.width;
    }
    if (this.scheme !== view.scheme) {
      await this.cdp.send('Emulation.setEmulatedMedia', { media: '', features: [
        { name: 'prefers-color-scheme', value: view.scheme === 'dark' ? 'dark' : 'light' },
        { name: 'forced-colors', value: view.scheme === 'forced' ? 'active' : 'none' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ] });
      this.scheme = view.scheme;
    }
  }

  // ask calls a function of the in-page `tassei` by name.
  ask(name, ...args) {
    return this.page.evaluate((name, args) => tassei[name](...args), name, args);
  }

  // scriptless is a second tab with JavaScript off, made when first wanted.
  async scriptless() {
    if (!this.other) {
      const page = await this.page.browser().newPage();
      await page.setJavaScriptEnabled(false);
      this.other = await Tab.open(page);
    }
    return this.other;
  }

  async close() {
    await this.other?.close();
    await this.page.close();
  }
}

// together does the tasks side by side, as many at once as there are cores and one more, for those that wait.
export async function together(tasks, workers = Number(process.env.TASSEI_TABS) || Math.min(4, cpus().length + 1)) {
  const queue = [...tasks];
  await Promise.all(Array.from({ length: Math.min(workers, queue.length) }, async () => {
    for (let task; (task = queue.shift());) await task();
  }));
}

// eachPage looks at pages one after the other, in a tab of its own.
export async function eachPage(pages, work) {
  const browser = await Browser.still();
  try {
    let tab = await browser.tab();
    for (const [n, page] of pages.entries()) {
      await work(tab, page);
      if (n % 25 === 24) { // a fresh tab keeps memory flat
        await tab.close();
        tab = await browser.tab();
      }
    }
  } finally {
    await browser.stop();
  }
}

// parsed asks about the text of every page by a function of the in-page `tassei`. No page is opened: nothing is drawn.
export async function parsed(pages, name, each) {
  const browser = await Browser.still();
  try {
    const tab = await browser.tab();
    await tab.equip();
    for (const page of pages) {
      each(page, await tab.page.evaluate((name, html) => tassei[name](new DOMParser().parseFromString(html, 'text/html')), name, page.html));
    }
  } finally {
    await browser.stop();
  }
}
