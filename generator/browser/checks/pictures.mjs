// The files of the charts on paper: a file of its own must need nothing beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from '../browser.mjs';
import { cut, fold } from './paper.mjs';

export const name = 'pictures';
export const what = 'the files of the charts, printed alone: every word is on the paper, nothing cut';

export const candidates = (site) => site.drawings.filter(({ path }) => /^([\w-]+\/)?FY\d{4}\/[^/]+\.svg$/.test(path));

export async function run(site, report, drawings = candidates(site)) {
  const folder = mkdtempSync(join(tmpdir(), 'tassei-pictures-'));
  const browser = await Browser.start();
  try {
    const { page } = await browser.tab();
    for (const { path } of drawings) report.verdict(name, `${site.name}/${path}`, await printed(site, path, page, join(folder, 'chart.pdf')));
  } finally {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printed(site, path, page, file) {
  await page.goto(pathToFileURL(join(site.folder, path)).href);
  const words = await page.evaluate(() => [...document.querySelectorAll('text')].map((t) => t.textContent));
  writeFileSync(file, await page.pdf({ timeout: 180_000, format: 'A4', printBackground: false }));
  const findings = words.length > 0 ? [] : [{ wrong: 'a chart without words', at: path }];
  const text = fold(execFileSync('pdftotext', ['-raw', '-nopgbrk', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }));
  for (const wanted of words) if (!text.includes(fold(wanted))) findings.push({ wrong: 'a word of the chart is not on the paper', at: wanted });
  return findings.concat(cut(file));
}
