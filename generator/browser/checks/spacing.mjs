// A reader who widens lines, letters and words (WCAG 1.4.12) loses nothing.
import { Browser, nameOf } from '../browser.mjs';

export const name = 'spacing';
export const what = 'wider text spacing (WCAG 1.4.12) cuts nothing, one page of each kind';

// Words in pictures are measured where they are drawn, and pictures are described in words beside them.
const wider = `*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }`;

export async function run(site, report) {
  const browser = await Browser.start();
  try {
    const tab = await browser.tab();
    for (const lang of site.languages) {
      const kinds = [...new Set(site.pages.map((p) => p.kind))].filter((k) => k !== 'print');
      for (const kind of kinds) {
        const page = site.latest(kind, lang)[0] ?? site.of(kind, lang)[0];
        if (!page) continue;
        for (const view of [{ width: 1280, scheme: 'light' }, { width: 320, scheme: 'light' }]) {
          await tab.open(page, view);
          await tab.page.evaluate((css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            tassei.openAll();
          }, wider);
          report.verdict(name, `${site.name}/${page.path} @ ${nameOf(view)}`, await tab.ask('fits'));
        }
      }
    }
  } finally {
    await browser.stop();
  }
}
