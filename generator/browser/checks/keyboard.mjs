// The keyboard alone: Tab goes through everything in the order of the page, the focus is seen, nothing traps it.
import { Browser, nameOf } from '../browser.mjs';
import { firsts } from '../sample.mjs';

export const name = 'keyboard';
export const what = 'Tab reaches everything in order, the focus is seen, skip link and disclosures work, no trap';

const kinds = ['home', 'overview', 'indicator', 'search', 'data'];

// What is tried where. Widths and colours change what is drawn, not what the keyboard does: each way is walked in one of
// them. Languages differ in words alone.
export const anyLanguage = true;
export const candidates = (site) => firsts(site, kinds);

const tries = [
  { view: { width: 320, scheme: 'light' }, open: true, once: true }, // of each kind: narrow screens stack what is there alike
  { view: { width: 1280, scheme: 'light' }, first: [skips, opens] },
  { view: { width: 1280, scheme: 'forced' }, open: true, first: [skips], once: true }, // of each kind: what shows the focus is one rule for all
];
const walked = new WeakMap(); // of each run, the kinds of pages

export async function run(site, report, pages = candidates(site)) {
  const browser = await Browser.still();
  try {
    const tab = await browser.tab();
    for (const kind of kinds) if (!candidates(site).some((page) => page.kind === kind)) report.verdict(name, site.name, [{ wrong: `no page of kind ${kind}`, at: '' }]);
    for (const page of pages) {
      if (!walked.has(report)) walked.set(report, new Set());
      const fresh = !walked.get(report).has(page.kind);
      walked.get(report).add(page.kind); // before it is walked: sites are walked side by side
      for (const { view, open, first = [], once } of tries) {
        if (once && !fresh) continue;
        const place = `${site.name}/${page.path} @ ${nameOf(view)}`;
        for (const what of first) {
          await tab.open(page, view);
          report.verdict(name, `${place} ${what.name}`, await what(tab));
        }
        await tab.open(page, view);
        if (open) await tab.ask('openAll');
        report.verdict(name, `${place} ${open ? 'open' : 'folded'}`, await walks(tab));
      }
    }
  } finally {
    await browser.stop();
  }
}

// The first Tab shows the skip link; Enter leads to <main>, and the next Tab goes on from there.
async function skips(tab) {
  await tab.ask('focusable');
  await tab.page.keyboard.press('Tab');
  const stop = await tab.ask('stop');
  const findings = stop.wrong.map((wrong) => ({ wrong: `skip link: ${wrong}`, at: '' }));
  if (!(await tab.page.evaluate(() => document.activeElement.matches('a.skip')))) return [{ wrong: 'the first Tab is not the skip link', at: stop.name ?? '' }];
  await tab.page.keyboard.press('Enter');
  await tab.page.keyboard.press('Tab');
  const within = await tab.page.evaluate(() => document.querySelector('main').contains(document.activeElement) || !document.querySelector('main a[href], main input'));
  return within ? findings : [...findings, { wrong: 'the skip link does not lead into <main>', at: '' }];
}

// Every disclosure opens and closes with the keyboard.
async function opens(tab) {
  const findings = [];
  const count = await tab.page.evaluate(() => {
    tassei.folds = [...document.querySelectorAll('summary, input[type=checkbox].fold')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0);
    return tassei.folds.length;
  });
  const isOpen = (i) => tab.page.evaluate((i) => {
    const e = tassei.folds[i];
    if (e.matches('summary')) return e.parentElement.open;
    const folded = e.parentElement.querySelector('.folded');
    return folded?.checkVisibility() ?? false;
  }, i);
  for (let i = 0; i < count; i++) {
    const what = await tab.page.evaluate((i) => (tassei.folds[i].focus(), tassei.nameOf(tassei.folds[i])), i);
    const before = await isOpen(i);
    await tab.page.keyboard.press('Space');
    if ((await isOpen(i)) === before) findings.push({ wrong: 'a disclosure does not answer to Space', at: what });
    await tab.page.keyboard.press('Space');
    if ((await isOpen(i)) !== before) findings.push({ wrong: 'a disclosure does not close again', at: what });
  }
  return findings;
}

// Tab from the top to the end, comparing each stop with the order of the page.
async function walks(tab) {
  const order = await tab.ask('focusable');
  const findings = await tab.ask('jumps');
  const positive = await tab.page.evaluate(() => [...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).length);
  if (positive) findings.push({ wrong: 'a tabindex above 0', at: '' });
  await tab.page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  for (let i = 0; i < order.length; i++) {
    await tab.page.keyboard.press('Tab');
    const stop = await tab.ask('stop');
    findings.push(...stop.wrong.map((wrong) => ({ wrong: `${wrong}: ${stop.name}`, at: stop.text })));
    if (stop.place !== i) {
      findings.push({ wrong: 'Tab leaves the order of the page', at: `after ${order[i - 1] ?? 'the start'} came ${stop.name ?? 'nothing'} ${stop.text ?? ''}, not ${order[i]}` });
      break;
    }
  }
  if (findings.some((f) => f.wrong.startsWith('Tab leaves'))) return findings;
  await tab.page.keyboard.press('Tab');
  const end = await tab.ask('stop');
  if (end.place === order.length - 1 && order.length > 1) findings.push({ wrong: 'the last stop keeps the focus', at: order.at(-1) });
  return findings;
}
