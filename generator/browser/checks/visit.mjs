// Opens the pages that stand for the others and looks at each in every view; each view runs the checks that need it.
import { eachPage, nameOf, views } from '../browser.mjs';
import * as axe from './axe.mjs';
import * as fits from './fits.mjs';
import * as marks from './marks.mjs';
import * as scriptless from './scriptless.mjs';
import * as quiet from './quiet.mjs';

// Quiet comes last: by then the page has been through everything.
export const looks = [scriptless, marks, fits, axe, quiet];

// Widths between the widest and the narrowest: the first page of a kind and a language is seen in each, the others take turns.
const between = [900, 640, 360];
const visited = new WeakMap(); // of each run, how many pages of each kind and language

function viewsOf(page, report) {
  if (!visited.has(report)) visited.set(report, new Map());
  const counts = visited.get(report), kind = page.kind + page.lang, n = counts.get(kind) ?? 0;
  counts.set(kind, n + 1);
  return views.filter(({ width }) => n === 0 || !between.includes(width) || width === between[n % between.length]);
}

// visit looks at pages. only names the checks to run, or nothing for all; inOne are the pages that stand for all languages,
// for the checks to which the language makes no difference.
export async function visit(pages, report, only, inOne = new Set(pages)) {
  const wanted = looks.filter((l) => !only || only.includes(l.name));
  for (const look of wanted) report.check(look.name, look.what);
  if (wanted.length === 0) return;
  await eachPage(pages, async (tab, page) => {
    await tab.open(page, views[0]);
    for (const view of viewsOf(page, report)) {
      const here = wanted.filter((l) => l.needs(view) && (!l.anyLanguage || inOne.has(page)));
      if (here.length === 0) continue;
      await tab.show(view);
      for (const look of here) {
        const place = `${page.site.name}/${page.path} @ ${nameOf(view)}`;
        await report.time(look.name, async () => report.verdict(look.name, place, await look.look(tab, page, view)));
      }
    }
  });
}
