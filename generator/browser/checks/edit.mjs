// The editor of `serve`: a copy of the invented town is served by the program itself and written in by keyboard alone.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, nameOf, views } from '../browser.mjs';
import * as axe from './axe.mjs';
import * as fits from './fits.mjs';

export const name = 'edit';
export const what = 'writing in the browser: axe, every width, keyboard alone, while typing, two browsers, without JavaScript, a whole year';

const root = new URL('../../../', import.meta.url).pathname;
const draft = '/-/edit/FY2025/1-a-shihyo-1';

// Whatever the sites: it has pages of its own.
export const once = true;

export async function run(site, report) {
  const work = mkdtempSync(join(tmpdir(), 'tassei-edit-'));
  try {
    const program = process.env.TASSEI_PROGRAM || join(work, 'tassei');
    if (!process.env.TASSEI_PROGRAM) execFileSync('go', ['build', '-o', program, './generator'], { cwd: root });
    for (const lang of ['ja', 'en']) await inLanguage(program, join(work, lang), lang, report);
    await wholeYear(program, join(work, 'year'), report);
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

// serving calls work with a served copy of the town.
async function serving(program, folder, lang, work) {
  cpSync(join(root, 'generator/testdata/town'), folder, { recursive: true });
  if (lang === 'new') execFileSync(program, ['new', 'FY2026', '--source', folder, '--quiet']);
  const server = spawn(program, ['serve', '--source', folder, '--lang', lang === 'new' ? 'ja' : lang], { stdio: ['ignore', 'ignore', 'pipe'] });
  const origin = await new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (text) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) resolve(address[0]);
    });
    server.on('exit', () => reject(new Error(`serve ended: ${said}`)));
  });
  const browser = await Browser.start();
  try {
    await work(browser, origin);
  } finally {
    await browser.stop();
    server.removeAllListeners('exit');
    server.kill();
  }
}

const inLanguage = (program, folder, lang, report) => serving(program, folder, lang, async (browser, origin) => {
  const tab = await browser.tab();
  const file = () => readFileSync(join(folder, 'data/FY2025/1-a.toml'), 'utf8');
  const tell = (place, findings) => report.verdict(name, `${lang} ${place}`, [...findings, ...tab.complaints.splice(0).map((wrong) => ({ wrong: wrong.replace(origin, ''), at: '' }))]);
  for (const path of [draft, '/-/edit/FY2024/1-a-shihyo-1', '/-/edit/FY2024/2-i-mokuhyo-2', '/-/edit/FY2025/']) {
    await tab.go(origin + path);
    for (const view of views.filter((v) => (axe.needs(v) || fits.needs(v)) && (lang === 'ja' || v.scheme === 'light' && [1280, 320].includes(v.width)))) {
      await tab.show(view);
      const found = axe.needs(view) ? await axe.look(tab, { kind: path }, view) : [];
      if (fits.needs(view)) found.push(...(await fits.look(tab)).filter(matters));
      tell(`${path} @ ${nameOf(view)}`, found);
    }
  }
  await tab.go(`${origin}/-/edit/FY2025/1-a-shihyo-99`);
  tab.complaints = tab.complaints.filter((c) => !c.includes('404')); // it is not there
  tell('a refusal', [...await axe.look(tab), ...await fits.look(tab)]);
  await tab.go(origin + draft);
  tell('names', await namesOf(tab));
  await tab.go(origin + draft);
  tell('typing', await typing(tab));
  await tab.page.reload();
  tell('by keyboard', await byKeyboard(tab, file));
  const path = join(folder, 'data/FY2025/1-a.toml');
  const alone = await keyboardAlone(tab, origin, file, (text) => writeFileSync(path, text));
  tab.complaints = tab.complaints.filter((c) => !/409|422/.test(c)); // the refusals themselves
  await tab.equip();
  tell('refusals by keyboard', [...alone, ...await axe.look(tab)]);
  const both = await twoBrowsers(tab, browser, origin, file);
  tab.complaints = tab.complaints.filter((c) => !c.includes('409')); // the refusal itself
  await tab.equip();
  tell('two browsers', [...both, ...await axe.look(tab)]);
  const other = await tab.scriptless();
  await other.page.goto(origin + draft);
  await other.page.$eval('[name="comment.ja"]', (e) => { e.value = ''; });
  await other.page.type('[name="comment.ja"]', '一段落目\n\n二段落目');
  await Promise.all([other.page.waitForNavigation(), other.page.click('button[type=submit]')]);
  const comment = readFileSync(join(folder, 'content/FY2025/ja/1-a/shihyo-1.md'), 'utf8');
  tell('without JavaScript', other.page.url().endsWith('?saved') && comment === '一段落目\n\n二段落目\n' ? [] : [{ wrong: 'what was typed is not in the file', at: comment }]);
});

// The bar with the result lies over what scrolls beneath it, and a line of input scrolls in its box: both by nature.
const matters = ({ wrong }) => !/^text on text: .*div\.now/.test(wrong) && !/is hidden: .*> input$/.test(wrong);

// Every control has a name, and every problem is told by words beside its control.
async function namesOf(tab) {
  return tab.page.evaluate(() => [...document.querySelectorAll('input:not([type=hidden]), textarea, select, button')]
    .filter((e) => !(e.labels?.length || e.textContent.trim()))
    .map((e) => ({ wrong: 'a control without a label', at: e.name })));
}

// checked waits until what was typed last has been judged.
async function checked(tab, type) {
  const answer = tab.page.waitForResponse((r) => r.url().endsWith('/check'));
  const before = await tab.page.evaluate(() => document.body.dataset.checked ?? '');
  await type();
  await answer;
  await tab.page.waitForFunction((before) => document.body.dataset.checked !== before, {}, before);
}

async function typing(tab) {
  const findings = [];
  await tab.page.focus('[name="actual"]');
  await checked(tab, () => tab.page.keyboard.type('8人', { delay: 5 }));
  const state = () => tab.page.evaluate(() => ({
    invalid: document.querySelector('[name="actual"]').getAttribute('aria-invalid'), note: document.getElementById('n-actual').textContent,
    result: document.getElementById('result').textContent, changes: document.getElementById('changes').textContent,
    preview: document.getElementById('p-ja').innerHTML, links: document.querySelectorAll('#problems a').length,
  }));
  let s = await state();
  if (s.invalid !== 'true' || !s.note.includes('K112') || s.links === 0) findings.push({ wrong: 'a wrong figure is not told at its field', at: JSON.stringify(s) });
  await checked(tab, async () => { await tab.page.keyboard.press('Backspace'); await tab.page.keyboard.press('Backspace'); await tab.page.keyboard.type('1'); });
  s = await state();
  if (s.invalid || !s.result.includes('150.0') || !s.changes.includes('+ actual = 1')) findings.push({ wrong: 'the result does not follow', at: JSON.stringify(s) });
  await tab.page.focus('[name="comment.ja"]');
  await checked(tab, () => tab.page.keyboard.type('**太い**文'));
  s = await state();
  if (!s.preview.includes('<strong>太い</strong>')) findings.push({ wrong: 'the comment is not shown as it will look', at: s.preview });
  // The page is left without saving: what was typed comes back, and not before it is asked for.
  tab.page.once('dialog', (d) => d.accept());
  await tab.page.reload();
  const kept = () => tab.page.evaluate(() => ({ actual: document.querySelector('[name="actual"]').value, comment: document.querySelector('[name="comment.ja"]').value }));
  if ((await kept()).actual !== '') findings.push({ wrong: 'what was not saved is there unasked', at: '' });
  await checked(tab, () => tab.page.click('#kept button'));
  const back = await kept();
  if (back.actual !== '1' || back.comment !== '**太い**文') findings.push({ wrong: 'what was typed does not come back', at: JSON.stringify(back) });
  await tab.page.evaluate(() => sessionStorage.clear());
  tab.page.once('dialog', (d) => d.accept());
  return findings;
}

// reach presses Tab until a control has the focus, and sees that the focus is to be seen.
async function reach(tab, selector, findings) {
  for (let i = 0; i < 300; i++) {
    await tab.page.keyboard.press('Tab');
    const at = await tab.page.evaluate((selector) => {
      const e = document.activeElement;
      const box = e.getBoundingClientRect();
      return { there: e.matches(selector), seen: getComputedStyle(e).outlineStyle !== 'none' && box.bottom > 0 && box.top < innerHeight, name: e.name || e.textContent.trim().slice(0, 20) };
    }, selector);
    if (!at.seen) findings.push({ wrong: 'the focus cannot be seen', at: at.name });
    if (at.there) return;
  }
  findings.push({ wrong: 'Tab does not reach it', at: selector });
}

async function byKeyboard(tab, file) {
  const findings = [];
  await reach(tab, 'a.skip', findings);
  await tab.page.keyboard.press('Enter');
  await reach(tab, '[name="actual"]', findings);
  await tab.page.keyboard.type('3');
  await reach(tab, '[name="comment.ja"]', findings);
  await tab.page.keyboard.type('三人に減った。');
  await reach(tab, 'button[type=submit]', findings);
  await Promise.all([tab.page.waitForNavigation(), tab.page.keyboard.press('Enter')]);
  if (!tab.page.url().endsWith('?saved') || !file().includes('\nactual = 3\n')) findings.push({ wrong: 'not saved', at: tab.page.url() });
  await tab.equip();
  findings.push(...await axe.look(tab));
  if (!(await tab.page.$eval('.done', (e) => e.textContent)).includes('+ actual = 3')) findings.push({ wrong: 'what was saved is not told', at: '' });
  return findings;
}

// From the list to a saved record without a mouse: a refused figure, the way to its field, the comment's preview, and a
// change that somebody else made meanwhile.
async function keyboardAlone(tab, origin, file, write) {
  const findings = [];
  const expect = (right, wrong, at = '') => { if (!right) findings.push({ wrong, at: typeof at === 'string' ? at : JSON.stringify(at) }); };
  const enter = async () => Promise.all([tab.page.waitForNavigation(), tab.page.keyboard.press('Enter')]);
  const over = async (selector, text) => {
    await reach(tab, selector, findings);
    await tab.page.keyboard.down('Control');
    await tab.page.keyboard.press('a');
    await tab.page.keyboard.up('Control');
    await checked(tab, () => tab.page.keyboard.type(text));
  };
  const state = () => tab.page.evaluate(() => ({
    focus: document.activeElement.id || document.activeElement.tagName, actual: document.querySelector('[name="actual"]').value,
    comment: document.querySelector('[name="comment.ja"]').value, other: document.querySelector('.other pre')?.textContent ?? '', refused: !!document.getElementById('refused'),
  }));
  await tab.page.goto(`${origin}/-/edit/FY2025/`);
  await reach(tab, 'a[href$="/FY2025/1-a-shihyo-1"]', findings);
  await enter();
  // A figure with its unit is refused; nothing typed is lost, and the problem leads to its field.
  await over('[name="actual"]', '8人');
  await over('[name="comment.ja"]', '**八人**に増えた。');
  expect((await tab.page.$eval('#p-ja', (e) => e.innerHTML)).includes('<strong>八人</strong>'), 'the preview does not follow the keyboard');
  await reach(tab, 'button[type=submit]', findings);
  await enter();
  let s = await state();
  expect(s.refused && s.focus === 'refused' && s.actual === '8人' && s.comment === '**八人**に増えた。', 'a refused save loses the focus or what was typed', s);
  await reach(tab, '#problems a[href="#f-actual"]', findings);
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForFunction(() => document.activeElement.id === 'f-actual', { timeout: 2000 }).catch(() => undefined);
  expect((await state()).focus === 'f-actual', 'the problem does not lead to its field', await state());
  await tab.page.keyboard.press('End');
  await checked(tab, () => tab.page.keyboard.press('Backspace'));
  await reach(tab, 'button[type=submit]', findings);
  await enter();
  expect(tab.page.url().endsWith('?saved') && file().includes('\nactual = 8\n'), 'what was mended is not saved', tab.page.url());
  // Somebody else changes the same figure: both are shown, nothing is written, and saving again decides.
  await over('[name="actual"]', '6');
  write(file().replace('\nactual = 8\n', '\nactual = 7\n'));
  await reach(tab, 'button[type=submit]', findings);
  await enter();
  s = await state();
  expect(s.focus === 'refused' && s.actual === '6' && s.other === '7' && file().includes('\nactual = 7\n'), 'a change of somebody else is not told, or written over', s);
  await reach(tab, 'button[type=submit]', findings);
  await enter();
  expect(tab.page.url().endsWith('?saved') && file().includes('\nactual = 6\n'), 'the decision is not saved', tab.page.url());
  return findings;
}

async function twoBrowsers(tab, browser, origin, file) {
  const findings = [];
  const second = await browser.tab();
  await tab.page.goto(origin + draft);
  await second.page.goto(origin + draft);
  const put = async (t, text) => {
    await t.page.$eval('[name="actual"]', (e) => e.select());
    await t.page.type('[name="actual"]', text);
    await Promise.all([t.page.waitForNavigation(), t.page.click('button[type=submit]')]);
  };
  await put(second, '4');
  await put(tab, '5');
  const told = await tab.page.evaluate(() => ({
    focus: document.activeElement.id, typed: document.querySelector('[name="actual"]').value, other: document.querySelector('.other pre')?.textContent,
  }));
  if (told.focus !== 'refused' || told.typed !== '5' || told.other !== '4') findings.push({ wrong: 'the second browser is not told, or loses what was typed', at: JSON.stringify(told) });
  if (!file().includes('\nactual = 4\n')) findings.push({ wrong: 'a refused save was written', at: '' });
  await second.close();
  return findings;
}

// A year from `new` to a draft with nothing open, typed in the browser.
const wholeYear = (program, folder, report) => serving(program, folder, 'new', async (browser, origin) => {
  const tab = await browser.tab();
  const list = `${origin}/-/edit/FY2026/`;
  await tab.page.goto(list);
  const links = await tab.page.$$eval('tbody a', (all) => all.map((a) => a.href));
  const findings = links.length >= 10 ? [] : [{ wrong: 'the list names too few records', at: String(links.length) }];
  for (const link of links) {
    await tab.page.goto(link);
    const fields = new Map(await tab.page.$$eval('[name]', (all) => all.map((e) => [e.name, e.value])));
    const empty = (field) => fields.get(field) === '';
    // A text comes at once, as from a Japanese keyboard: letter by letter is how the records above are written.
    const put = async (field, text) => {
      if (!empty(field)) return;
      await tab.page.focus(`[name="${field}"]`);
      await tab.page.keyboard.sendCharacter(text);
      fields.set(field, text);
    };
    for (const prefix of [...fields.keys()].filter((n) => n === 'actual' || /^part\.\d+\.actual$/.test(n)).map((n) => n.slice(0, -6))) {
      await put(`${prefix}target`, '10');
      await put(`${prefix}actual`, fields.get(`${prefix}target`).split('～')[0] || '10');
    }
    for (const key of ['target', 'actual']) {
      if (empty(`${key}.done`)) await tab.page.select(`[name="${key}.done"]`, 'true');
      if (fields.has(`${key}.done`)) { await put(`${key}.ja`, '策定した'); await put(`${key}.en`, 'adopted'); }
    }
    await put('method.ja', '数える');
    await put('method.en', 'Count');
    await put('comment.ja', '計画のとおり進んだ。');
    await put('comment.en', 'It went as planned.');
    await Promise.all([tab.page.waitForNavigation(), tab.page.click('button[type=submit]')]);
    if (!tab.page.url().endsWith('?saved')) findings.push({ wrong: 'a record is not saved', at: await tab.page.$eval('#problems', (e) => e.textContent) });
  }
  await tab.page.goto(list);
  const tally = await tab.page.$eval('#tally', (e) => e.textContent);
  if (!/翻訳待ち 0、空欄あり 0、要確認 0/.test(tally)) findings.push({ wrong: 'something is left open', at: tally });
  report.verdict(name, 'a year from new to a clean draft', findings);
});
