// Lighthouse on the overview and one indicator page of each language, as on a phone: npm run lighthouse [SITE]
// It is fetched by npx at its own version and is no part of the tests: its score of speed is a measured time, and a page
// takes about 15 s. It ends with 1 when a score is below 100 and names the audits.
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './browser.mjs';
import { serve } from './serve.mjs';
import { Site } from './site.mjs';

const site = new Site('site', process.argv[2] ?? new URL('../../public', import.meta.url).pathname);
const server = await serve(site.folder, '/');
const report = join(tmpdir(), `tassei-lighthouse-${process.pid}.json`);
let below = 0;
try {
  for (const lang of site.languages) {
    const indicators = site.latest('indicator', lang);
    for (const page of [site.latest('overview', lang)[0], indicators.toSorted((a, b) => b.html.length - a.html.length)[0]]) {
      const result = await measure(`${server.origin}/${page.path}`);
      const scores = Object.values(result.categories).map((c) => `${c.title} ${Math.round(c.score * 100)}`);
      console.log(`${page.path}: ${scores.join(', ')}`);
      for (const category of Object.values(result.categories).filter((c) => c.score < 1)) {
        below++;
        for (const { id, weight } of category.auditRefs) {
          const audit = result.audits[id];
          if (weight > 0 && audit.score !== null && audit.score < 1) console.log(`   ${category.title}: ${id} ${audit.score} ${audit.displayValue ?? ''} ${audit.explanation ?? ''}`);
        }
      }
    }
  }
} finally {
  server.stop();
  rmSync(report, { force: true });
}
process.exit(below ? 1 : 0);

async function measure(url) {
  const args = ['--yes', 'lighthouse@12.8.2', url, '--quiet', '--output=json', `--output-path=${report}`,
    '--only-categories=performance,accessibility,best-practices,seo', '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'];
  await new Promise((resolve, reject) => execFile('npx', args, { env: { ...process.env, CHROME_PATH: findChromium(), PUPPETEER_SKIP_DOWNLOAD: '1' }, maxBuffer: 1 << 26 },
    (fault, _, stderr) => (fault ? reject(new Error(`lighthouse: ${stderr.slice(-500) || fault.message}`)) : resolve())));
  return JSON.parse(readFileSync(report, 'utf8'));
}
