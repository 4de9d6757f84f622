// Figures and words stay whole at every width, not only where something overflows.
import { Browser, nameOf } from '../browser.mjs';
import { firsts } from '../sample.mjs';

export const name = 'breaks';
export const what = 'no number and no word on two lines, nothing wider than the window, the first page of each kind and language at eight widths, the others at four of them';

const widths = [320, 360, 480, 768, 1025, 1153, 1280, 1920];

const seen = new Set(); // the kinds of pages that were looked at at every width

export const candidates = (site) => firsts(site);

export async function run(site, report, pages = candidates(site)) {
  const browser = await Browser.still();
  try {
    const tab = await browser.tab();
    for (const [n, page] of pages.entries()) {
      const kind = page.kind + page.lang, first = !seen.has(kind);
      seen.add(kind);
      const own = widths.filter((_, i) => first || i % 2 === n % 2); // others take turns, so that each width is seen on half of them
      await tab.open(page, { width: own[0], scheme: 'light' });
      for (const width of own) {
        const view = { width, scheme: 'light' };
        await tab.show(view);
        const wide = await tab.page.evaluate(() => (document.scrollingElement.scrollWidth > innerWidth ? [{ wrong: 'the page scrolls sideways', at: `${document.scrollingElement.scrollWidth} px in ${innerWidth}` }] : []));
        report.verdict(name, `${site.name}/${page.path} @ ${nameOf(view)}`, [...(await tab.ask('breaks')), ...wide]);
      }
    }
  } finally {
    await browser.stop();
  }
}
