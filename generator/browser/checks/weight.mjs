// How much the first view of a page weighs, compressed.
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';

export const name = 'weight';
export const what = 'compressed: indicator 60 kB, overview 100 kB, own script 8 kB';

const limits = { indicator: 60_000, overview: 100_000 };
const scriptLimit = 8_000;

export async function run(site, report) {
  const weights = new Map();
  const weigh = (path) => {
    if (!weights.has(path)) weights.set(path, gzipSync(site.read(path), { level: 9 }).length);
    return weights.get(path);
  };
  for (const kind of Object.keys(limits)) if (site.of(kind).length === 0) report.verdict(name, site.name, [{ wrong: `no page of kind ${kind}`, at: '' }]);
  for (const page of site.pages.filter((p) => limits[p.kind])) {
    const parts = [page.path, ...[...page.html.matchAll(/<(?:script|link|img)\b[^>]*?\s(?:src|href)="?([^"\s>]+)/g)]
      .filter(([tag]) => !/rel="?(canonical|alternate)/.test(tag))
      .map((m) => posix.join(posix.dirname(page.path), m[1]))];
    const total = parts.reduce((sum, path) => sum + weigh(path), 0);
    report.verdict(name, `${site.name}/${page.path}`, total <= limits[page.kind] ? [] : [{ wrong: `${page.kind} too heavy`, at: `${total} bytes: ${parts.map((p) => `${p} ${weigh(p)}`).join(', ')}` }]);
  }
  for (const script of site.files.filter((f) => /^assets\/.*\.js$/.test(f) && !f.includes('index'))) {
    report.verdict(name, `${site.name}/${script}`, weigh(script) <= scriptLimit ? [] : [{ wrong: 'script too heavy', at: `${weigh(script)} bytes` }]);
  }
}
