// Figures and words stay whole at every width, not only where something overflows.
import { Browser, nameOf } from '../browser.mjs';
import { firsts } from '../sample.mjs';

export const name = 'breaks';
export const what = 'no number and no word on two lines, nothing wider than the window, pages of each kind at eight widths';

const widths = [320, 360, 480, 768, 1025, 1153, 1280, 1920];

export const candidates = (site) => firsts(site);

export async function run(site, report, pages = candidates(site)) {
  const browser = await Browser.start();
  try {
    const tab = await browser.tab();
    for (const page of pages) {
      await tab.open(page, { width: widths[0], scheme: 'light' });
      for (const width of widths) {
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
