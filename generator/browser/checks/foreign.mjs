// Japanese on a page of another language says so (WCAG 3.1.2), and the page itself names its language.
import { parsed } from '../browser.mjs';

export const name = 'language';
export const what = 'Japanese on any page of another language carries lang="ja"';

export const run = (site, report) => parsed(site.pages.filter((p) => p.lang !== 'ja'), 'foreign', (page, found) => {
  report.verdict(name, `${site.name}/${page.path}`, found.map(({ what, run }) => ({ wrong: `Japanese without lang="ja": ${what}`, at: run })));
});
