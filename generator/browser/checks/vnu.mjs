// vnu, the Nu HTML checker of the W3C, warnings counted as errors. html-validate reads every page beside it.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../serve.mjs';
import { isSealed } from '../site.mjs';

export const name = 'vnu';
export const what = 'vnu --Werror: HTML and SVG files of each state, every style sheet';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
// vnu-filter.txt holds the few messages in which vnu is wrong, each with its reason.
const filter = fileURLToPath(new URL('../vnu-filter.txt', import.meta.url));

// Pages are served, because for files vnu takes the page's own folder for another place than 'self'; the rest are files.
export const candidates = (site) => [...site.pages, ...site.drawings];
export const allAtOnce = true; // each start of Java costs as much as a hundred files

export async function run(sites, report, pages = candidates(sites)) {
  const servers = new Map();
  try {
    for (const site of [sites].flat()) servers.set(site, await serve(site.folder, '/'));
    const urls = new Map(pages.map(({ site, path }) => [path.endsWith('.html') ? `${servers.get(site).origin}/${encodeURI(path)}` : `file:${join(site.folder, path)}`, `${site.name}/${path}`]));
    for (const site of servers.keys()) {
      for (const path of site.files.filter((f) => f.endsWith('.css') && !isSealed(f))) urls.set(`file:${join(site.folder, path)}`, `${site.name}/${path}`);
    }
    const messages = [];
    for (const kind of ['html', 'css', 'svg']) { // each in a run of its own: vnu takes the rules of one kind over to the next
      const own = [...urls.keys()].filter((url) => url.endsWith('.' + kind));
      if (own.length > 0) messages.push(...await check(own));
    }
    for (const [url, file] of urls) {
      report.verdict(name, file, messages.filter((m) => decodeURI(m.url ?? '') === decodeURI(url)).map(finding));
    }
    for (const m of messages.filter((m) => !urls.has(m.url))) report.verdict(name, m.url ?? 'no file', [finding(m)]);
  } finally {
    for (const server of servers.values()) server.stop();
  }
}

const finding = (m) => ({
  wrong: `${m.type}${m.subType ? ' ' + m.subType : ''}: ${m.message.replace(/“[^”]*\d[^”]*”/g, '“…”')}`,
  at: `${m.lastLine ?? ''}:${m.firstColumn ?? m.lastColumn ?? ''} ${(m.extract ?? m.url ?? '').replace(/\s+/g, ' ').slice(0, 120)}`,
});

// vnu answers with JSON on its standard error.
async function check(urls) {
  // A busy machine serves a page late, which is no fault of the page: a minute instead of five seconds.
  const patience = ['connection', 'socket'].map((wait) => `-Dnu.validator.servlet.${wait}-timeout=60000`);
  // To compile more than once costs Java more than a run of some hundred files gains.
  const quick = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const args = ['-Xss2m', ...quick, '-Dnu.validator.servlet.allow-forbidden-hosts=true', ...patience, '-jar', jar, '--Werror', '--exit-zero-always',
    '--also-check-css', '--also-check-svg', '--format', 'json', '--filterfile', filter, ...urls.map((url) => url.replace(/^file:/, ''))];
  const text = await new Promise((resolve, reject) => {
    execFile('java', args, { maxBuffer: 1 << 28 }, (fault, _, stderr) => (fault ? reject(new Error(`vnu: ${fault.message.slice(0, 200)} ${stderr.slice(0, 300)}`)) : resolve(stderr)));
  });
  const start = text.indexOf('{"');
  if (start < 0) throw new Error(`vnu said no JSON: ${text.slice(0, 200)}`);
  return JSON.parse(text.slice(start)).messages.filter((m) => m.type !== 'info' || m.subType === 'warning');
}
