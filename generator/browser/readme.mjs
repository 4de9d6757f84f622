// The pictures of the README: node readme.mjs [SITE]
// The overview and one indicator, both languages, light and dark, into generator/docs/pictures.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { Site } from './site.mjs';

const folder = new URL('../docs/pictures', import.meta.url).pathname;
const indicator = '1-i-shihyo-6'; // a short page on which every part of an indicator's page is seen
// Each picture ends where a part of the page ends.
const last = { overview: 'section.missed', indicator: 'figure.chart svg' };

const [built = new URL('../../public', import.meta.url).pathname] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const site = new Site('site', built);
const browser = await Browser.start();
try {
  const tab = await browser.tab();
  for (const lang of site.languages) {
    const pages = {
      overview: site.latest('overview', lang)[0],
      indicator: site.latest('indicator', lang).find((p) => p.path.endsWith(`/${indicator}.html`)),
    };
    for (const [name, page] of Object.entries(pages)) {
      for (const scheme of ['light', 'dark']) {
        await tab.open(page, { width: 1000, scheme });
        await tab.page.evaluate(() => document.fonts.ready);
        const height = await tab.page.$eval(last[name], (part) => Math.ceil(part.getBoundingClientRect().bottom) + 24);
        const path = join(folder, `${name}-${lang}-${scheme}.webp`);
        await tab.page.screenshot({ path, type: 'webp', quality: 70,
          clip: { x: 0, y: 0, width: 1000, height } });
        console.log(path, statSync(path).size);
      }
    }
  }
} finally {
  await browser.stop();
  await Browser.endAll();
}
