// The filters of the overview: what is typed and chosen, what is shown, what is said, and what the address keeps.
import { Browser } from '../browser.mjs';
import { firsts } from '../sample.mjs';

export const name = 'filters';
export const what = 'word, band, section, initiative and direction filter, sort, count said, state in the address';

export const candidates = (site) => firsts(site, ['overview']);

// The script sees the fields of the form and what the rows are marked with: where they are alike one page is enough.
export const part = (html) => [...(/<form\b[^>]*data-filter[\s\S]*?<\/form>/.exec(html)?.[0] ?? '').matchAll(/\sname=("[^"]*"|[^\s>]+)/g),
  ...html.matchAll(/\sdata-(?:is|against)=("[^"]*"|[^\s>]+)/g)].flatMap(([, said]) => said.replace(/"/g, '').split(' ')).map((word) => `<i class="${word}">`).join('');

// Of each run, the kinds of address that were opened anew, in each language: the script is the same for all sites, and to lay
// a list out takes longer than to filter it.
const reopened = new WeakMap();

export async function run(site, report, pages = candidates(site)) {
  const browser = await Browser.start();
  try {
    const tab = await browser.tab();
    if (!reopened.has(report)) reopened.set(report, new Set());
    const kept = reopened.get(report);
    for (const page of pages) {
      const place = `${site.name}/${page.path}`;
      await tab.open(page, { width: 1280, scheme: 'light' });
      if (!(await tab.page.evaluate(() => document.querySelector('form[data-filter]')?.checkVisibility()))) {
        report.verdict(name, place, [{ wrong: 'no filters on the overview', at: '' }]);
        continue;
      }
      const rows = await readRows(tab);
      for (const attempt of attempts(rows)) {
        await clear(tab);
        const findings = await tries(tab, attempt, rows);
        const kind = `${page.lang} ${Object.entries(attempt.fields).map(([field, value]) => field + /[^\x20-\x7e]/.test(value)).join()}`;
        const anew = !kept.has(kind);
        kept.add(kind); // at once: sites are looked at side by side
        if (anew) findings.push(...await comesBack(tab, attempt));
        report.verdict(name, `${place} ${attempt.about}`, findings.concat(tab.complaints.map((wrong) => ({ wrong, at: '' }))));
      }
      report.verdict(name, `${place} saved`, await saved(tab, page, rows));
      report.verdict(name, `${place} reset`, await resets(tab, page, rows));
      report.verdict(name, `${place} keyboard`, await typed(tab, page, rows));
    }
  } finally {
    await browser.stop();
  }
}

const readRows = (tab) => tab.page.evaluate(() => [...document.querySelectorAll('tr[data-band]')].map((tr) => ({
  id: tr.querySelector('a').getAttribute('href').split('/').pop().replace('.html', ''),
  name: tr.querySelector('.nm').textContent.trim(), label: tr.querySelector('.no')?.textContent.trim() ?? '',
  text: tr.textContent, ...tr.dataset,
})));

// attempts are drawn from the rows themselves, so that they fit any city. Each says which rows must be shown.
function attempts(rows) {
  const list = [];
  const all = (about, fields, test) => {
    const ids = rows.filter(test).map((r) => r.id);
    list.push({ about, fields, ids });
  };
  const word = (about, typed, folded) => all(`${about}: ${typed}`, { q: typed }, (r) => fold(r.words + ' ' + r.text).includes(folded ?? fold(typed)));
  const middle = rows[Math.floor(rows.length / 2)];
  word('a word of a name', middle.name.replace(/[「」()（）]/g, ' ').trim().split(/\s+/)[0].slice(0, 8));
  word('a word that is not there', 'zzqqxx');
  for (const row of [rows[0], middle, rows.at(-1)]) list.push({ about: `id: ${row.id}`, fields: { q: row.id }, includes: [row.id], most: 12 });
  list.push({ about: `id in full width: ${wide(middle.id)}`, fields: { q: wide(middle.id) }, includes: [middle.id], most: 12 });
  list.push({ about: `label in full width: ${wide(middle.label)}`, fields: { q: wide(middle.label) }, includes: [middle.id] });
  const katakana = rows.map((r) => /[ァ-ヺ]{3,}/.exec(r.name)?.[0]).find(Boolean);
  if (katakana) {
    const has = (r) => fold(r.words + r.text).includes(fold(katakana));
    all(`katakana: ${katakana}`, { q: katakana }, has);
    all(`hiragana for it: ${fold(katakana)}`, { q: fold(katakana) }, has);
  }
  const english = rows.map((r) => /[A-Za-z]{5,}/.exec(r.name)?.[0]).find(Boolean);
  if (english) {
    list.push({ about: `capitals: ${english.toUpperCase()}`, fields: { q: english.toUpperCase() }, includes: rows.filter((r) => fold(r.name).includes(fold(english))).map((r) => r.id) });
    list.push({ about: `full width: ${wide(english)}`, fields: { q: wide(english) }, includes: rows.filter((r) => fold(r.name).includes(fold(english))).map((r) => r.id) });
  }
  for (const band of new Set(rows.map((r) => r.band))) all(`band ${band}`, { band }, (r) => r.band === band);
  for (const against of new Set(rows.map((r) => r.against).filter(Boolean))) all(`direction ${against}`, { against }, (r) => r.against === against);
  for (const is of new Set(rows.flatMap((r) => (r.is ?? '').split(' ').filter(Boolean)))) all(`condition ${is}`, { is }, (r) => r.is.split(' ').includes(is));
  for (const sheet of few(rows.map((r) => r.sheet))) all(`initiative ${sheet}`, { sheet }, (r) => r.sheet === sheet);
  for (const section of few(rows.flatMap((r) => (r.sections ?? '').split(' ').filter(Boolean)))) all(`section ${section}`, { section }, (r) => r.sections.split(' ').includes(section));
  const { band, sheet } = middle;
  all('band and initiative', { band, sheet }, (r) => r.band === band && r.sheet === sheet);
  const rate = (r) => (r.rate === '' || r.rate === undefined ? null : Number(r.rate));
  for (const [sort, sign] of rows.some((r) => rate(r) !== null) ? [['low', 1], ['high', -1]] : []) { // where no rate is printed, nothing can be sorted by it
    list.push({ about: `sort ${sort}`, fields: { sort }, ids: rows.map((r) => r.id), sorted: (shown) => shown.every((r, i) => i === 0 || rate(r) === null || (rate(shown[i - 1]) !== null && sign * rate(shown[i - 1]) <= sign * rate(r))) });
    list.push({ about: `sort ${sort} within a band`, fields: { sort, band }, ids: rows.filter((r) => r.band === band).map((r) => r.id), sorted: (shown) => shown.every((r, i) => i === 0 || rate(r) === null || sign * rate(shown[i - 1]) <= sign * rate(r)) });
  }
  return list;
}

// few takes the first, one in the middle and the last: they are made alike.
function few(values) {
  const all = [...new Set(values)];
  return new Set([all[0], all[Math.floor(all.length / 2)], all.at(-1)].filter((v) => v !== undefined));
}

const clear = async (tab) => {
  await tab.page.evaluate(() => document.querySelector('form[data-filter]').reset());
  await settle(tab);
};

async function tries(tab, attempt, rows) {
  await set(tab, attempt.fields);
  const shown = await state(tab);
  const findings = judge(attempt, shown, rows);
  if (shown.address === shown.start) findings.push({ wrong: 'the address does not keep the filter', at: shown.address });
  return findings;
}

// comesBack opens the address of what is shown, as somebody does to whom it was sent.
async function comesBack(tab, attempt) {
  const findings = [];
  const shown = await state(tab);
  const url = shown.address;
  await tab.page.goto('about:blank');
  await tab.go(url);
  await settle(tab);
  const again = await state(tab);
  if (again.ids.join() !== shown.ids.join()) findings.push({ wrong: 'the address does not bring the same rows back', at: `${again.ids.length} rows, before ${shown.ids.length}: ${url.replace(/.*\//, '')}` });
  for (const [field, value] of Object.entries(attempt.fields)) {
    if (again.fields[field] !== value) findings.push({ wrong: 'the address does not bring the field back', at: `${field}: ${again.fields[field]}, not ${value}` });
  }
  return findings;
}

function judge(attempt, shown, rows) {
  const findings = [];
  if (attempt.ids && [...shown.ids].sort().join() !== [...attempt.ids].sort().join()) {
    const missing = attempt.ids.filter((id) => !shown.ids.includes(id)), more = shown.ids.filter((id) => !attempt.ids.includes(id));
    findings.push({ wrong: 'not the rows that were asked for', at: `missing ${missing.join(' ') || 'none'}; too many ${more.slice(0, 5).join(' ') || 'none'}` });
  }
  if (attempt.includes && !attempt.includes.every((id) => shown.ids.includes(id))) findings.push({ wrong: 'what was looked for is not shown', at: attempt.includes.filter((id) => !shown.ids.includes(id)).join(' ') });
  if (attempt.most && shown.ids.length > attempt.most) findings.push({ wrong: 'an id finds nearly everything', at: `${shown.ids.length} rows` });
  if (attempt.sorted && !attempt.sorted(shown.ids.map((id) => rows.find((r) => r.id === id)))) findings.push({ wrong: 'the rows are not in order', at: shown.ids.join(' ') });
  const said = /\d+/.exec(shown.count.normalize('NFKC'))?.[0];
  if (shown.ids.length > 0 ? Number(said) !== shown.ids.length : shown.count === '') findings.push({ wrong: 'the count is not said', at: `"${shown.count}" for ${shown.ids.length}` });
  if (Object.entries(shown.chosen).some(([field, words]) => attempt.fields[field] && !shown.count.includes(words))) findings.push({ wrong: 'it is not said what the list is filtered by', at: shown.count });
  if (shown.empty.length) findings.push({ wrong: 'an initiative without rows keeps its heading', at: shown.empty.join(' ') });
  return findings;
}

async function set(tab, fields) {
  await tab.page.evaluate((fields) => {
    const form = document.querySelector('form[data-filter]');
    for (const [field, value] of Object.entries(fields)) {
      const control = form.elements[field];
      control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }, fields);
  await settle(tab);
}

// The list follows at once, or, after a reset, when the browser has emptied the form.
const settle = (tab) => tab.page.evaluate(() => new Promise((resolve) => { setTimeout(resolve); }));

const state = (tab) => tab.page.evaluate(() => {
  const form = document.querySelector('form[data-filter]');
  const rows = [...document.querySelectorAll('tr[data-band]')].filter((tr) => tr.checkVisibility());
  return {
    ids: rows.map((tr) => tr.querySelector('a').getAttribute('href').split('/').pop().replace('.html', '')),
    count: form.querySelector('[role=status]')?.textContent.trim() ?? '',
    empty: [...document.querySelectorAll('tbody[data-sheet]')].filter((b) => b.checkVisibility() && b.querySelector('tr.group')?.checkVisibility() && ![...b.querySelectorAll('tr[data-band]')].some((tr) => tr.checkVisibility())).map((b) => b.dataset.sheet),
    fields: Object.fromEntries(new FormData(form)),
    chosen: Object.fromEntries([...form.elements].filter((e) => e.name && e.value).map((e) => [e.name, e.options ? e.options[e.selectedIndex].text : e.value])),
    address: location.href, start: location.href.replace(/[?#].*/, ''),
  };
});

// saved reads the file that the button makes: the rows that are shown, and no formula in any cell.
async function saved(tab, page, rows) {
  await tab.open(page);
  const { band } = rows[0];
  await set(tab, { band });
  const shown = await state(tab);
  const csv = await tab.page.evaluate(async () => {
    let blob;
    const make = URL.createObjectURL;
    URL.createObjectURL = (b) => { blob = b; return make.call(URL, b); };
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector('form[data-filter] [data-csv]')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return blob ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer()) : '';
  });
  const lines = csv.split('\r\n').filter(Boolean);
  const findings = [];
  if (!csv.startsWith('\uFEFF')) findings.push({ wrong: 'the saved list has no mark of its encoding', at: csv.slice(0, 20) });
  if (lines.length - 1 !== shown.ids.length) findings.push({ wrong: 'the saved list has other rows than the page', at: `${lines.length - 1}, shown ${shown.ids.length}` });
  const squeeze = (s) => fold(s).replace(/\s+/g, '');
  for (const id of shown.ids) {
    const name = squeeze(rows.find((r) => r.id === id).name.replace(/"/g, '""'));
    if (!lines.some((line) => squeeze(line).includes(name))) findings.push({ wrong: 'a row is missing from the saved list', at: id });
  }
  for (const line of lines) if (/(^|,)"[=+@]/.test(line)) findings.push({ wrong: 'a cell that a spreadsheet takes for a formula', at: line });
  return findings.concat(tab.complaints.map((wrong) => ({ wrong, at: '' })));
}

async function resets(tab, page, rows) {
  await tab.open(page);
  await set(tab, { q: 'zzqqxx' });
  const none = await state(tab);
  await tab.page.click('form[data-filter] button[type=reset]');
  await settle(tab);
  const all = await state(tab);
  const findings = [];
  if (none.ids.length !== 0) findings.push({ wrong: 'a word that is not there finds rows', at: '' });
  if (all.ids.join() !== rows.map((r) => r.id).join()) findings.push({ wrong: 'reset does not show everything in the plan\'s order', at: `${all.ids.length} of ${rows.length}` });
  return findings;
}

// Typed by hand, with Enter at the end: the page must not be sent anywhere.
async function typed(tab, page, rows) {
  await tab.open(page);
  await tab.page.focus('form[data-filter] input[name=q]');
  await tab.page.keyboard.type(rows[0].id);
  await tab.page.keyboard.press('Enter');
  await settle(tab);
  const shown = await state(tab);
  const findings = [];
  if (!shown.ids.includes(rows[0].id) || shown.ids.length === rows.length) findings.push({ wrong: 'typing and Enter do not filter', at: `${shown.ids.length} rows` });
  if (!(await tab.page.evaluate(() => document.activeElement?.name === 'q'))) findings.push({ wrong: 'the field loses the focus while typing', at: '' });
  return findings.concat(tab.complaints.map((wrong) => ({ wrong, at: '' })));
}

// fold is what the page promises to do with widths, kana and capitals.
export const fold = (s) => s.normalize('NFKC').toLowerCase().replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
export const wide = (s) => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
