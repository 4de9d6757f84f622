// Runs the browser's checks over built sites, side by side.
//
//   node run.mjs [--only axe,fits] [--findings FILE] [--pages REGEXP] NAME=FOLDER…
//
// Prints a line for each check, the findings grouped, and "N passed, N failed". Ends with 1 on any finding.
import { writeFileSync } from 'node:fs';
import { Browser, together } from './browser.mjs';
import { Report } from './report.mjs';
import { ofAnyKind, ofAnyLanguage, sample } from './sample.mjs';
import { Site } from './site.mjs';
import { looks, visit } from './checks/visit.mjs';
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
import * as edit from './checks/edit.mjs';
import * as charts from './checks/charts.mjs';
import * as foreign from './checks/foreign.mjs';

// The longest come first, so that none is left over at the end.
const wholes = [edit, filters, keyboard, paper, search, vnu, breaks, spacing, pictures, markup, subpath, charts, foreign, weight, links];

const { sites, only, findingsFile } = readArguments(process.argv.slice(2));
const report = new Report();
const started = Date.now();
const lines = [];
for (const site of sites) {
  console.log(`${site.name}: ${site.pages.length} pages, languages ${site.languages.join(' ')}, years ${site.years.join(' ')}`);
}
const asked = ({ name }) => !only || only.includes(name);
const chosen = sample(sites.flatMap((site) => site.pages)).sort((a, b) => b.html.length - a.html.length);
if (looks.some(asked)) console.log(`${chosen.length} of them have every state of every kind in every language`);
const inOne = new Set(ofAnyKind(chosen)); // what a name or a role is, or a script adds, is the same on any page
const parts = Math.ceil(chosen.length / 10);
const tasks = Array.from({ length: parts }, (_, i) => () => visit(chosen.filter((_, n) => n % parts === i), report, only, inOne)
  .catch((fault) => report.verdict(looks.find(asked).name, 'a visit', [broke(fault)])));
for (const check of wholes.filter(asked)) {
  report.check(check.name, check.what);
  const stand = check.candidates && (check.anyLanguage ? ofAnyLanguage : sample)(sites.flatMap(check.candidates), check.part);
  const run = (site, pages) => () => report.time(check.name, () => check.run(site, report, pages).catch((fault) => report.verdict(check.name, site.name ?? 'all sites', [broke(fault)])));
  if (check.allAtOnce) tasks.push(run(sites, stand));
  else tasks.push(...(check.once ? sites.slice(0, 1) : sites).map((site) => run(site, stand?.filter((page) => page.site === site))));
}
await together(tasks);
await Browser.endAll();
for (const { name } of [...wholes, ...looks].filter(asked)) tell(name);

if (findingsFile) writeFileSync(findingsFile, lines.join('\n') + '\n');
console.log(`browser checks: ${report.passed} passed, ${report.failed} failed (${Math.round((Date.now() - started) / 1000)} s)`);
process.exit(report.failed > 0 || report.passed === 0 ? 1 : 0);

function tell(name) {
  const { passed, failed } = report.check(name);
  if (passed + failed === 0) report.verdict(name, 'every site', [{ wrong: 'there was nothing to look at', at: '' }]);
  for (const line of [report.line(name), ...report.findings(name)]) {
    console.log(line);
    lines.push(line);
  }
}

function broke(fault) {
  return { wrong: `the check broke: ${fault.message.split('\n')[0]}`, at: fault.stack?.split('\n').slice(1, 3).join(' ').trim() };
}

function readArguments(args) {
  const sites = [];
  let only, findingsFile, pages;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--only') only = args[++i].split(',');
    else if (args[i] === '--findings') findingsFile = args[++i];
    else if (args[i] === '--pages') pages = new RegExp(args[++i]);
    else {
      const [, name, folder] = /^([\w-]+)=(.+)$/.exec(args[i]) ?? [];
      if (!name) usage(`not NAME=FOLDER: ${args[i]}`);
      sites.push(new Site(name, folder));
    }
  }
  if (sites.length === 0) usage('no site given');
  const known = [...wholes, ...looks].map((c) => c.name);
  for (const name of only ?? []) if (!known.includes(name)) usage(`no check ${name}; there are ${known.join(' ')}`);
  if (pages) for (const site of sites) site.pages = site.pages.filter((p) => pages.test(p.path));
  return { sites, only, findingsFile };
}

function usage(wrong) {
  console.error(`${wrong}\nusage: node run.mjs [--only CHECK,…] [--pages REGEXP] [--findings FILE] NAME=FOLDER…`);
  process.exit(2);
}
