// axe-core: the rules of WCAG 2.0 to 2.2, A and AA.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const name = 'axe';
export const anyLanguage = true;
export const what = 'axe-core, WCAG 2.2 A and AA, wide and narrow; what colours can change in dark and forced colours too';
// Widths change no colour and colours no size: so says the style sheet, where no rule asks for both.
export const needs = ({ width, scheme }) => (width === 1280 && scheme !== 'forced') || (width === 320 && scheme !== 'dark');

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options = {
  resultTypes: ['violations'], // of everything else one example is worked out
  preload: false, // it would fetch style sheets, which the pages' own policy forbids
};

const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const ofColours = [{ id: 'color-contrast', selector: '[data-look]' }, { id: 'link-in-text-block', selector: 'a[href][data-look], [role=link][data-look]' }];
// What a narrow screen can change without taking anything away; what is there is there on a wide one, too.
const ofSizes = [{ id: 'target-size' }, { id: 'scrollable-region-focusable' }];
const seen = new Set(); // the kinds of coloured text that were looked at, on whatever page
const narrow = new Set(); // the kinds of pages of which one was looked at whole on a narrow screen
const sized = new Set(); // the kinds of targets and of scrolled boxes that were looked at on a narrow screen

// Colours take most of the time: texts drawn alike are looked at once. Everything else is looked at on every page, on a
// narrow screen on one of each kind, and there on each page that has targets or scrolled boxes of a new kind or size.
export async function look(tab, page, view) {
  await tab.ask('openAll');
  const kinds = (await tab.ask('coloured')).filter((kind) => !seen.has(kind));
  const light = !view || view.scheme === 'light', small = view?.width === 320;
  const sizes = light && small ? (await tab.ask('sized')).filter((kind) => !sized.has(kind)) : [];
  const whole = light && !(small && narrow.has(page.kind));
  if (kinds.length === 0 && sizes.length === 0 && !whole) return [];
  for (const kind of kinds) seen.add(kind);
  for (const kind of sizes) sized.add(kind);
  if (light && small) narrow.add(page.kind);
  await tab.ask('only', kinds);
  if (!(await tab.page.evaluate(() => 'axe' in globalThis))) await tab.page.evaluate(source);
  const violations = await tab.page.evaluate(async (options, rules) => {
    axe.configure({ rules });
    const result = await axe.run(document, options);
    return result.violations.map((v) => ({ id: v.id, nodes: v.nodes.map((n) => ({
      at: n.target.join(' '), html: n.html.slice(0, 120), why: n.any.concat(n.all, n.none).map((c) => c.message).join('; ').slice(0, 200),
      name: (() => { try { return tassei.nameOf(document.querySelector(n.target[0])); } catch { return ''; } })(),
    })) }));
  }, { ...options, runOnly: whole ? all : { type: 'rule', values: [...ofColours, ...(sizes.length > 0 ? ofSizes : [])].map((r) => r.id) } }, ofColours);
  return violations.flatMap((v) => v.nodes.map((n) => ({ wrong: `${v.id}: ${n.name}`, at: `${n.why} | ${n.html}` })));
}
