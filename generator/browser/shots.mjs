// Pictures to look at, not a test: node shots.mjs DIR [SITE]
// The overview and four indicator pages, 1280 and 360 px, every language, light and dark, full page.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { Site } from './site.mjs';

const [folder, built = new URL('../../public', import.meta.url).pathname] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node shots.mjs DIR [SITE]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const site = new Site('site', built);
const ids = ['1-i-shihyo-6', '1-o-mokuhyo-1', '3-e-shihyo-1', '2-o-mokuhyo-1'];
const browser = await Browser.start();
try {
  const tab = await browser.tab();
  for (const lang of site.languages) {
    const indicators = site.latest('indicator', lang);
    const named = indicators.filter((p) => ids.some((id) => p.path.endsWith(`/${id}.html`)));
    for (const page of [...site.latest('overview', lang), ...(named.length ? named : indicators.slice(0, 4))]) {
      for (const width of [1280, 360]) {
        for (const scheme of ['light', 'dark']) {
          await tab.open(page, { width, scheme });
          const name = page.path.replace(/.*\//, '').replace('.html', '');
          const path = join(folder, `${name}-${lang}-${width}${scheme === 'dark' ? '-dark' : ''}.png`);
          await tab.page.screenshot({ path, fullPage: true });
          console.log(path);
        }
      }
    }
  }
} finally {
  await browser.stop();
  await Browser.endAll();
}
