// axe-core: the rules of WCAG 2.0 to 2.2, A and AA, in every view.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const name = 'axe';
export const what = 'axe-core, WCAG 2.2 A and AA, every page in light, dark and forced colours';
export const needs = (view) => view.width === 1280 || view.width === 320;

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
  preload: false, // it would fetch style sheets, which the pages' own policy forbids
};

export async function look(tab) {
  if (!(await tab.page.evaluate(() => 'axe' in globalThis))) await tab.page.evaluate(source);
  const violations = await tab.page.evaluate(async (options) => {
    tassei.openAll();
    const result = await axe.run(document, options);
    return result.violations.map((v) => ({ id: v.id, nodes: v.nodes.map((n) => ({
      at: n.target.join(' '), html: n.html.slice(0, 120), why: n.any.concat(n.all, n.none).map((c) => c.message).join('; ').slice(0, 200),
      name: (() => { try { return tassei.nameOf(document.querySelector(n.target[0])); } catch { return ''; } })(),
    })) }));
  }, options);
  return violations.flatMap((v) => v.nodes.map((n) => ({ wrong: `${v.id}: ${n.name}`, at: `${n.why} | ${n.html}` })));
}
