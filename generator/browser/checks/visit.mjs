// Opens every page once and looks at it in every view; each view runs the checks that need it.
import { eachPage, nameOf, views } from '../browser.mjs';
import * as axe from './axe.mjs';
import * as fits from './fits.mjs';
import * as charts from './charts.mjs';
import * as marks from './marks.mjs';
import * as foreign from './foreign.mjs';
import * as scriptless from './scriptless.mjs';
import * as quiet from './quiet.mjs';

// Quiet comes last: by then the page has been through everything.
export const looks = [scriptless, charts, marks, foreign, fits, axe, quiet];

// visit looks at all pages of a site. only names the checks to run, or nothing for all.
export async function visit(site, report, only) {
  const wanted = looks.filter((l) => !only || only.includes(l.name));
  for (const look of wanted) report.check(look.name, look.what);
  if (wanted.length === 0) return;
  await eachPage(site.pages, async (tab, page) => {
    await tab.open(page, views[0]);
    for (const view of views) {
      const here = wanted.filter((l) => l.needs(view, page));
      if (here.length === 0) continue;
      await tab.show(view);
      for (const look of here) {
        const place = `${site.name}/${page.path} @ ${nameOf(view)}`;
        await report.time(look.name, async () => report.verdict(look.name, place, await look.look(tab, page, view)));
      }
    }
  });
}
