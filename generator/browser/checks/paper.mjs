// print.html on paper: Chromium prints it, poppler reads the PDF back.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { Browser } from '../browser.mjs';
import { firsts } from '../sample.mjs';

export const name = 'paper';
export const what = 'print.html as PDF: tagged, every name and every line of the page is there, nothing cut; what can be opened is open on paper';

const asSheets = ['home', 'overview', 'indicator', 'initiative', 'section', 'changes', 'source', 'method', 'print'];
export const candidates = (site) => [...new Set([...site.of('print'), ...firsts(site).filter((page) => asSheets.includes(page.kind) || page.html.includes('<details'))])];

export async function run(site, report, pages = candidates(site)) {
  const folder = mkdtempSync(join(tmpdir(), 'tassei-paper-'));
  const browser = await Browser.start();
  try {
    const tab = await browser.tab();
    for (const lang of site.languages) if (site.latest('print', lang).length === 0) report.verdict(name, `${site.name} ${lang}`, [{ wrong: 'no page to print', at: '' }]);
    for (const page of pages) {
      const place = `${site.name}/${page.path}`;
      if (page.kind === 'print') report.verdict(name, place, await printed(site, page, tab, join(folder, 'print.pdf')));
      const isSheets = asSheets.includes(page.kind), hasClosed = page.html.includes('<details');
      if (!isSheets && !hasClosed) continue;
      await tab.open(page);
      const closed = hasClosed && await whatIsClosed(tab);
      const drawn = isSheets && await onPaper(tab);
      const text = await textOf(tab, join(folder, 'sheets.pdf')); // printed once for both
      if (isSheets) report.verdict(name, `${place} as sheets`, sheets(site, page, drawn, text));
      if (hasClosed) report.verdict(name, `${place} opened`, opened(page, closed, text));
    }
  } finally {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printed(site, page, tab, file) {
  await tab.open(page);
  await tab.page.emulateMediaType('print');
  const words = await tab.page.evaluate(() => tassei.shown(document.querySelector('main')).map(({ node, svg }) => ({ text: node.data, svg: !!svg })));
  const sheets = await tab.page.evaluate(() => document.querySelectorAll('main h2').length);
  const glossaries = await tab.page.evaluate(() => [...document.querySelectorAll('.sheet .words')].map((words) => [...words.querySelectorAll('dd')].map((meaning) => meaning.textContent)));
  writeFileSync(file, await tab.page.pdf({ timeout: 180_000, preferCSSPageSize: true, tagged: true, printBackground: false }));
  await tab.page.emulateMediaType(null);

  const findings = [];
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  if (!/^Tagged:\s+yes/m.test(info)) findings.push({ wrong: 'the PDF is not tagged', at: '' });
  const size = /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(info).slice(1).map(Number);
  if (Math.abs(Math.min(...size) - 595) > 3 || Math.abs(Math.max(...size) - 842) > 3) findings.push({ wrong: 'the paper is not A4', at: size.join(' × ') });

  const papers = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\f').map(fold);
  const text = papers.join('');
  for (const meanings of glossaries.map((all) => all.map(fold)).filter((all) => all.join('').length < 2000)) { // more may need two papers
    if (!papers.some((paper) => meanings.every((meaning) => holds(paper, meaning)))) findings.push({ wrong: 'the words of a sheet are not together on paper', at: meanings[0] });
  }
  for (const { text: wanted, svg } of words) {
    if (!holds(text, fold(wanted))) findings.push({ wrong: svg ? 'a label of a picture is not on the paper' : 'words of the page are not on the paper', at: wanted.trim().slice(0, 60) });
  }
  const indicators = site.pages.filter((p) => p.kind === 'indicator' && p.year === page.year && p.lang === page.lang);
  if (indicators.length === 0) findings.push({ wrong: 'no indicators to look for', at: '' });
  for (const one of indicators) {
    const title = strip(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(one.html)?.[1] ?? '');
    if (!title || !text.includes(fold(title))) findings.push({ wrong: 'an indicator is missing on paper', at: `${one.path} ${title}` });
  }
  const pages = Number(/^Pages:\s+(\d+)/m.exec(info)[1]);
  if (pages < sheets || pages > indicators.length * 3 + sheets + 2) findings.push({ wrong: 'an odd number of pages', at: `${pages} for ${sheets} sheets and ${indicators.length} indicators` });
  return findings.concat(cut(file));
}

// What a page of each kind may take: a year of a few dozen indicators is read on three sheets.
const most = { home: 3, overview: 3, indicator: 3, initiative: 2, section: 2 };

// onPaper asks the page how it stands on the screen and on paper.
async function onPaper(tab) {
  const early = await tab.page.evaluate(() => [...document.querySelectorAll('.paper-only')].filter((e) => e.checkVisibility()).map((e) => ({ wrong: 'what is for paper stands on the screen', at: e.textContent.trim().slice(0, 40) })));
  await tab.page.emulateMediaType('print');
  const small = await tab.page.evaluate(() => [...document.querySelectorAll('main :not(svg *, rt, sup, sup *), footer *')].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)]).filter(([size]) => size < 11.9).map(([size, words]) => `${size / 4 * 3} pt: ${words}`));
  const labels = await tab.page.evaluate(() => [...document.querySelectorAll('main svg text')].filter((e) => e.checkVisibility())
    .map((e) => [parseFloat(getComputedStyle(e).fontSize) * e.currentCSSZoom, e.textContent]).filter(([size]) => size < 9.99).map(([size, words]) => `${size / 4 * 3} pt: ${words}`));
  const heads = await tab.page.evaluate(() => [...document.querySelectorAll('main :is(h1, h2, h3), main table.list thead')].filter((e) => e.checkVisibility())
    .map((e) => (e.matches('thead') ? { text: [...e.querySelectorAll('th:not(.c-lane)')].map((th) => th.textContent).join('') } : { text: e.textContent, alone: true })));
  const words = await tab.page.evaluate(() => ({
    used: new Set([...document.querySelectorAll('main a.term')].map((a) => a.hash)).size,
    told: [...document.querySelectorAll('main .words dt')].filter((e) => e.checkVisibility()).length,
  }));
  await tab.page.emulateMediaType(null);
  return { early, small, labels, heads, words };
}

// textOf prints the page and reads it back, each sheet ended by a form feed.
async function textOf(tab, file) {
  writeFileSync(file, await tab.page.pdf({ timeout: 180_000, preferCSSPageSize: true, printBackground: false }));
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

// sheets looks at any page on paper: no word under 9 pt (but for readings above kanji and marks of notes) and no label of a picture under 7.5, the site's name and the year at the foot of
// every sheet, no heading left there without what it heads, the glossary's words explained, no more sheets than there must be.
function sheets(site, page, { early, small, labels, heads, words }, text) {
  const findings = words.used > words.told ? [{ wrong: 'words of the glossary are not explained on paper', at: `${words.told} of ${words.used}` }] : [];
  findings.push(...early, ...small.slice(0, 3).map((at) => ({ wrong: 'words under 9 pt on paper', at })));
  findings.push(...labels.slice(0, 3).map((at) => ({ wrong: 'labels of a picture under 7.5 pt on paper', at })));
  const all = text.split('\f').slice(0, -1);
  const limit = page.html.split('data-band').length > 60 ? undefined : most[page.kind] + page.html.includes('part-block'); // each part of an indicator has its chart
  if (limit && all.length > limit) findings.push({ wrong: 'too many sheets', at: `${all.length}, at most ${limit}` });
  const style = /<link[^>]*media="?print[^>]*href="?([^"\s>]+)/.exec(page.html)?.[1];
  const foot = style && /content:"([^"]+)"/.exec(site.read(posix.join(posix.dirname(page.path), style)).toString())?.[1];
  const wanted = fold((foot ?? '').split('\u3000')[1] ?? foot ?? '');
  for (const { text: said, alone } of heads) {
    const head = fold(said);
    all.forEach((text, i) => {
      const lines = text.split('\n').filter((line) => !/^\d+ \/ \d+$/.test(line) && !(foot && fold(line).includes(wanted) && fold(foot).includes(fold(line)))).map(fold);
      const words = lines.join('');
      const starts = lines.map((_, n) => lines.slice(0, n).join('').length); // a heading has lines of its own; its words may stand in others
      const ends = new Set([...starts, words.length]);
      const at = Math.max(-1, ...starts.filter((start) => words.startsWith(head, start) && (!alone || ends.has(start + head.length))));
      // After a list's head stands its scale: 0 目標 100 200.
      if (at > 0 && words.length - at - head.length < 14) findings.push({ wrong: 'a heading alone at the foot of a sheet', at: `sheet ${i + 1}: ${head}` });
    });
  }
  all.forEach((text, i) => { if (!foot || !fold(text).includes(wanted)) findings.push({ wrong: 'a sheet without the year at its foot', at: `sheet ${i + 1}` }); });
  return findings;
}

// whatIsClosed gives the words that the page keeps closed. The whole glossary is on a page of its own; paper has those words that stand on it.
const whatIsClosed = (tab) => tab.page.evaluate(() => [...document.querySelectorAll('details > :not(summary, .glossary)')].flatMap((e) => {
  const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), all = [];
  while (texts.nextNode()) if (texts.currentNode.data.trim()) all.push(texts.currentNode.data);
  return all;
}));

// opened looks for them on the paper.
function opened(page, words, printed) {
  if (words.length === 0) return /class="?glossary/.test(page.html) ? [] : [{ wrong: 'nothing to be opened', at: '' }];
  const text = fold(printed); // form feeds are white space
  return words.filter((w) => !holds(text, fold(w))).map((w) => ({ wrong: 'what can be opened is not on the paper', at: w.trim().slice(0, 60) }));
}

// cut looks for words that stand over the edge, or in the outermost 5 mm that printers cannot reach.
export function cut(file) {
  const edge = 14; // pt
  const boxes = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const findings = [];
  let width = 0, height = 0, number = 0;
  for (const [, w, h, x0, y0, x1, y1, word] of boxes.matchAll(/<page width="([\d.]+)" height="([\d.]+)"|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)/g)) {
    if (w) {
      [width, height] = [Number(w), Number(h)];
      number++;
    } else if (x0 < edge - 1 || y0 < 0 || x1 > width - edge + 1 || y1 > height) {
      findings.push({ wrong: 'a word at or over the edge of the paper', at: `page ${number}: ${word} at ${x0}…${x1} of ${width}, ${y0}…${y1} of ${height}` });
    }
  }
  return findings;
}

// holds: the words stand in the text, in one piece, or broken by a page or a column into pieces of some length.
function holds(text, words) {
  if (text.includes(words)) return true;
  const half = Math.ceil(words.length / 2);
  return words.length > 12 && [0.25, 0.5, 0.75, (words.length - 3) / words.length].some((at) => {
    const i = Math.round(words.length * at);
    return text.includes(words.slice(0, i)) && text.includes(words.slice(i));
  }) || (words.length > 24 && pieces(text, words, half));
}

// pieces takes the longest run that is there, again and again; each must have six letters.
function pieces(text, words) {
  for (let rest = words; rest.length > 0;) {
    let n = rest.length;
    while (n > 0 && !text.includes(rest.slice(0, n))) n--;
    if (n < Math.min(6, rest.length)) return false;
    rest = rest.slice(n);
  }
  return true;
}

// PDF readers give some kanji as the radicals that look the same; NFKC brings them home.
export const fold = (s) => s.normalize('NFKC').replace(/[\s\u00ad\u200b]+/g, '');

const strip = (html) => html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#34|#39|#43);/g, (_, n) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'", '#43': '+' })[n]);
