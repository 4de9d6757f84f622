// A reader who widens lines, letters and words (WCAG 1.4.12) loses nothing.
import { Browser, nameOf } from '../browser.mjs';
import { firsts } from '../sample.mjs';

export const name = 'spacing';
export const what = 'wider text spacing (WCAG 1.4.12) cuts nothing, pages of each kind';

// Words in pictures are measured where they are drawn, and pictures are described in words beside them.
const wider = `*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }`;

const views = [{ width: 1280, scheme: 'light' }, { width: 320, scheme: 'light' }];

export const candidates = (site) => firsts(site).filter((page) => page.kind !== 'print');

export async function run(site, report, pages = candidates(site)) {
  const browser = await Browser.still();
  try {
    const tab = await browser.tab();
    for (const page of pages) {
      await tab.open(page, views[0]);
      await tab.page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        tassei.openAll();
      }, wider);
      for (const view of views) {
        await tab.show(view);
        report.verdict(name, `${site.name}/${page.path} @ ${nameOf(view)}`, await tab.ask('fits'));
      }
    }
  } finally {
    await browser.stop();
  }
}
