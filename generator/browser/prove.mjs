// Proves that each check can fail: node prove.mjs SITE [REGEXP of the faults]
// A fault is put into a copy of a few pages, and the check must name it; without the fault it must not.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Report } from './report.mjs';
import { Site } from './site.mjs';
import { Browser, together } from './browser.mjs';
import { visit } from './checks/visit.mjs';
import * as markup from './checks/markup.mjs';
import * as vnu from './checks/vnu.mjs';
import * as links from './checks/links.mjs';
import * as subpath from './checks/subpath.mjs';
import * as weight from './checks/weight.mjs';
import * as keyboard from './checks/keyboard.mjs';
import * as spacing from './checks/spacing.mjs';
import * as filters from './checks/filters.mjs';
import * as search from './checks/search.mjs';
import * as paper from './checks/paper.mjs';
import * as pictures from './checks/pictures.mjs';
import * as breaks from './checks/breaks.mjs';
import * as charts from './checks/charts.mjs';
import * as foreign from './checks/foreign.mjs';

const inMain = (html) => (text) => text.replace(/<\/main>/, `${html}</main>`);
const more = (text) => (old) => `${old}\n${text}`;
const seen = (...names) => (site, report) => visit(site.pages, report, names);

// Each fault: the check, the file that is changed, how, and what the check must say.
const faults = [
  ['a dead link', links.run, 'indicator', inMain('<a href="nowhere.html">x</a>'), /a link to nothing/],
  ['a link to a missing part', links.run, 'indicator', inMain('<a href="#nowhere">x</a>'), /a part that is not there/],
  ['an absolute path', links.run, 'indicator', inMain('<a href="/index.html">x</a>'), /absolute path/],
  ['a heavy page', weight.run, 'indicator', inMain(`<p>${Array.from({ length: 30000 }, (_, i) => (i * 7919).toString(36)).join(' ')}</p>`), /too heavy/],
  ['a picture without words', markup.run, 'indicator', inMain('<img src="../assets/x.svg">'), /wcag\/h37/],
  ['an element of the past', vnu.run, 'indicator', inMain('<center>x</center>'), /center/],
  ['a property that is none', vnu.run, 'css', more('h1{colour:red}'), /colour/],
  ['an orphan', subpath.run, 'orphan.csv', () => 'x', /no link leads to/],
  ['lost links undressed', subpath.run, 'lost', (text) => text.replace(/<link rel="?stylesheet"? href="?\.\.\/[^>]*>/g, ''), /is undressed/],
  ['lost links that lead nowhere', subpath.run, 'js', (text) => text.replace('new URL(to,root)', 'new URL(to,location)'), /leads nowhere/],
  ['a PNG of nothing', subpath.run, 'js', (text) => text.replaceAll('.drawImage(', '.toString('), /PNG is not what/],
  ['no focus to be seen', keyboard.run, 'css', more(':focus,:focus-visible,:focus+label{outline:none!important;box-shadow:none!important}'), /the focus cannot be seen/],
  ['an odd order', keyboard.run, 'indicator', inMain('<a href="x.html" tabindex="3">x</a>'), /order of the page|tabindex above 0/],
  ['a box that cuts', spacing.run, 'css', more('h1{overflow:hidden;max-height:1em}'), /hidden|cut/],
  ['a broken number', breaks.run, 'css', more('.c-rate b,.c-actual .value{display:block;width:1ch;white-space:normal!important;overflow-wrap:anywhere}'), /a number stands on two lines/],
  ['a broken word', breaks.run, 'css', more('.band-name,h1,h2{display:block;width:3ch;overflow-wrap:anywhere;word-break:break-all}'), /a word stands on two lines/],
  ['a filter that shows all', filters.run, 'js', more('addEventListener("input",()=>document.querySelectorAll("tr[data-band]").forEach(r=>{r.hidden=false}))'), /not the rows/],
  ['a filter that forgets', filters.run, 'js', more('history.replaceState=()=>{};'), /the address does not/],
  ['a filter that says nothing', filters.run, 'js', more('addEventListener("input",()=>{const s=document.querySelector("[role=status]");s.textContent=s.textContent.split(" – ")[0]})'), /filtered by/],
  ['an empty index', search.run, 'index', () => 'window.tasseiIndex={pages:[],texts:[],grams:{}};', /the page is not found/],
  ['a sheet kept from paper', paper.run, 'css', more('@media print{main section:last-of-type{display:none}}'), /missing on paper/],
  ['words torn apart on paper', paper.run, 'css', more('@media print{.sheet .words div:last-child{break-before:page!important;column-span:all}}'), /not together on paper/],
  ['a wide word on paper', paper.run, 'css', more('@media print{h2{white-space:nowrap;font-size:90pt!important}}'), /not on the paper|edge of the paper/],
  ['what is closed on paper', paper.run, 'overview', (text) => text.replace('</main>', '<details><summary>more</summary><p class="filters"><button>words that stay closed</button></p></details></main>'), /what can be opened is not on the paper/],
  ['words that paper leaves unexplained', paper.run, 'css', more('@media print{.words{display:none!important}}'), /glossary are not explained/],
  ['what is for paper on the screen', paper.run, 'css', more('@media screen{.words{display:block!important}}'), /stands on the screen/],
  ['a year on too many sheets', paper.run, 'css', more('@media print{.list .row>*{padding-block:4rem!important}}'), /too many sheets/],
  ['small print', paper.run, 'css', more('@media print{small,.caption{font-size:6pt!important}}'), /under 9 pt/],
  ['tiny labels on paper', paper.run, 'css', more('@media print{figure.chart,.worse-list .chart{zoom:.5!important}}'), /labels of a picture under 7.5 pt/],
  ['a head left behind', paper.run, 'css', more('@media print{.list thead{break-after:page;display:block}}'), /alone at the foot/],
  ['a heading left behind', paper.run, 'css', more('@media print{main h2{break-after:page!important}}'), /alone at the foot/],
  ['sheets of no year', paper.run, 'overview', (text) => text.replace(/<link[^>]*media="?print[^>]*>/, ''), /without the year/],
  ['a cut chart', pictures.run, 'chart', (text) => text.replace('<text ', '<text transform="translate(-60 0)" '), /edge of the paper|not on the paper/],
  ['words that a script adds', seen('scriptless'), 'js', more('document.querySelector("main").append("x")'), /words differ/],
  ['a nameless picture', charts.run, 'indicator', inMain('<svg role="img" width="9" height="9"></svg>'), /without a title/],
  ['a number that stands nowhere', charts.run, 'indicator', inMain('<svg aria-hidden="true" width="9" height="9"><g data-value="987654.3"></g></svg>'), /not written beside/],
  ['a covered mark', seen('marks'), 'css', more('.ch-trend text{transform:translateY(16px)}.measured+*,.c-name .low{position:relative}.c-lane .lane{position:relative;margin-inline-start:-9rem!important}'), /text over a mark/],
  ['a lost label', seen('marks'), 'indicator', (text) => text.replace(/<text[\s\S]*?<\/text>/g, ''), /a value without its label/],
  ['a missing caveat', seen('marks'), 'overview', (text) => text.replace(/data-is=("[^"]*"|[^\s>]*)/, 'data-is=not-comparable').replace(/≠/g, ''), /without its caveat/],
  ['rows without their code', seen('marks'), 'overview', (text) => text.replace(/<\/tbody>\s*<tbody[^>]*>/g, ''), /one code and number/],
  ['a wrong tab order', keyboard.run, 'css', more('main{display:flex;flex-direction:column}main>:last-child{order:-1}'), /Tab goes back up/],
  ['a wide heading', seen('fits'), 'css', more('h1{white-space:nowrap;font-size:90px!important}'), /leaves the window|scrolls sideways/],
  ['text on text', seen('fits'), 'css', more('h1+p,h1~p{position:relative;margin-top:-1.6em!important}'), /text on text/],
  ['tiny labels', seen('fits'), 'css', more('svg text{font-size:7px!important}'), /under 10 px/],
  ['pale words', seen('axe'), 'css', more('p{color:#aaa!important;background:#fff!important}'), /color-contrast/],
  ['pale words in the dark', seen('axe'), 'css', more('@media (prefers-color-scheme:dark){p{color:#555!important;background:#222!important}}'), /color-contrast/],
  ['pale words in forced colours', seen('axe'), 'css', more('@media (forced-colors:active){p{forced-color-adjust:none;color:#aaa!important;background:#fff!important}}'), /color-contrast/],
  ['a request elsewhere', seen('quiet'), 'indicator', inMain('<img alt="" src="https://tassei.invalid/x.png">'), /a request leaves the folder/],
  ['a loose policy', links.run, 'indicator', (text) => text.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"), /missing or loose/],
  ['Japanese unmarked', foreign.run, 'foreign', inMain('<p>日本語</p>'), /without lang="ja"/],
];

class Found extends Error {}

// A Search is a report that ends the check once it has said what is wanted.
class Search extends Report {
  constructor(wanted) {
    super();
    this.wanted = wanted;
  }

  verdict(name, place, found) {
    super.verdict(name, place, found);
    if (this.said.some((said) => this.wanted.test(said))) throw new Found();
  }

  get said() { return [...this.checks.values()].flatMap((c) => [...c.groups].map(([wrong, ats]) => `${wrong} ${ats[0]}`)); }
}

const [source, only] = process.argv.slice(2);
if (!source) {
  console.error('usage: node prove.mjs SITE [REGEXP]');
  process.exit(2);
}
let failed = 0;
const tried = faults.filter(([what]) => !only || new RegExp(only).test(what));
// Each worker has a copy of its own, so that one fault is never beside another.
const lanes = Array.from({ length: 3 }, (_, n) => tried.filter((_, i) => i % 3 === n));
await together(lanes.map((own) => async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tassei-prove-'));
  try {
    cpSync(source, folder, { recursive: true });
    const sound = new Site('sound', folder);
    for (const fault of own) await prove(sound, ...fault);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}));
await Browser.endAll();
console.log(`faults: ${tried.length - failed} found, ${failed} not`);
process.exit(failed ? 1 : 0);

// prove puts a fault into a file, and takes it out again when the check has spoken.
async function prove(sound, what, check, file, change, wanted) {
  const { folder } = sound, path = pathOf(sound, file);
  const old = path === file ? null : readFileSync(join(folder, path), 'utf8');
  writeFileSync(join(folder, path), change(old));
  const said = await findings(folder, check, path, wanted).catch((fault) => [`it broke: ${fault.message}`]);
  if (old === null) rmSync(join(folder, path));
  else writeFileSync(join(folder, path), old);
  const found = said.some((s) => wanted.test(s));
  if (!found) failed++;
  console.log(`${found ? 'ok  ' : 'FAIL'} ${what}${found ? '' : `: not found; the check said ${said.slice(0, 3).join(' | ') || 'nothing'}`}`);
}

// findings runs a check over one page of each kind in the first language, and an indicator's page in another, the changed
// file first, until it says what is wanted. Paper has all indicators, which it looks for in print.
async function findings(folder, check, path, wanted) {
  const site = new Site('fault', folder);
  const [first, other] = [site.languages.find((l) => site.page('index.html').lang === l), site.languages.find((l) => site.page('index.html').lang !== l)];
  const kinds = ['overview', 'indicator', 'search', 'data', 'print', 'about', '404'];
  const indicators = site.latest('indicator', first);
  const chosen = kinds.flatMap((kind) => (kind === 'indicator' ? indicators.slice(0, check === paper.run ? undefined : 1) : [site.latest(kind, first)[0] ?? site.of(kind, first)[0]]));
  site.pages = [...new Set([...chosen, site.latest('indicator', other)[0]])].sort((a, b) => (b.path === path) - (a.path === path));
  site.languages = [first];
  site.files = site.files.filter((f) => check !== vnu.run || !f.endsWith('.svg')); // none of its faults is in a picture
  site.files.sort((a, b) => (b === path) - (a === path));
  const report = new Search(wanted);
  await check(site, report).catch((end) => { if (!(end instanceof Found)) throw end; });
  return report.said;
}

// pathOf finds the file that a fault goes into.
function pathOf(site, file) {
  const first = site.page('index.html').lang;
  switch (file) {
    case 'overview': return (site.latest('overview', first)[0] ?? site.of('overview', first)[0]).path;
    case 'lost': return '404.html';
    case 'indicator': return site.latest('indicator', first)[0].path;
    case 'foreign': return site.latest('indicator', site.languages.find((l) => l !== first))[0].path;
    case 'css': return site.files.find((f) => /^assets\/site\.[^/]*\.css$/.test(f)); // not those of paper
    case 'js': return site.files.find((f) => /^assets\/site[^/]*\.js$/.test(f));
    case 'chart': return site.files.find((f) => /^FY\d{4}\/tally\.svg$/.test(f));
    case 'index': return site.files.find((f) => f.startsWith(`assets/index-${first}.`));
    default: return file;
  }
}
