// A reader without JavaScript gets the same words. What only works with a script is marked and left out.
export const name = 'scriptless';
export const anyLanguage = true;
export const what = 'the same words in <main> with scripts on and off';
export const needs = (view) => view.scheme === 'light' && view.width === 1280;

const scriptOnly = '[data-filter], [data-search], [data-results], [role=status], .no-script';

export async function look(tab, page, view) {
  const on = await tab.ask('words', scriptOnly);
  const other = await tab.scriptless();
  await other.open(page, view);
  const off = await other.ask('words', scriptOnly);
  const findings = [];
  if (off.length === 0) findings.push({ wrong: 'no words without scripts', at: '' });
  const at = on.findIndex((line, i) => line !== off[i]);
  if (at >= 0 || on.length !== off.length) {
    const i = at < 0 ? on.length : at;
    findings.push({ wrong: 'words differ without scripts', at: `with: ${on[i] ?? 'end'} | without: ${off[i] ?? 'end'}`.slice(0, 200) });
  }
  const hidden = await other.page.evaluate(() => [...document.querySelectorAll('[data-filter], [data-search]')].filter((e) => e.checkVisibility()).length);
  if (hidden) findings.push({ wrong: 'a control that needs a script shows without one', at: '' });
  return findings.concat(other.complaints.map((wrong) => ({ wrong, at: '' })));
}
