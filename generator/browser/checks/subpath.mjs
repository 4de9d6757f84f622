// The site served under a path of a server: every file is fetched by following links, some pages in the browser.
import { Browser } from '../browser.mjs';
import { isSealed } from '../site.mjs';
import { serve } from '../serve.mjs';

export const name = 'subpath';
export const what = 'served under /a/b/c/: every link answers, every file is reached, no request beyond the server, a chart as PNG';

const prefix = '/a/b/c/';

export async function run(site, report) {
  const server = await serve(site.folder, prefix);
  const root = server.origin + prefix;
  try {
    const seen = await crawl(site, root, report);
    for (const file of site.files.filter((f) => !isSealed(f) && !isUnlinked(f))) {
      report.verdict(name, `${site.name}/${file}`, seen.has(root + encodeURI(file)) ? [] : [{ wrong: 'a file that no link leads to', at: '' }]);
    }
    await inBrowser(site, server.origin, root, report);
  } finally {
    server.stop();
  }
}

// Found by name rather than by a link: the page for lost links, files for machines, the mark of the builder.
const isUnlinked = (file) => /(^|\/)(404\.html|sitemap\.xml|robots\.txt|\.[^/]+|[^/]*manifest[^/]*|headers?[^/]*)$/.test(file);

const is404 = (path) => path.endsWith('404.html'); // it looks for its style sheet at each depth

async function crawl(site, root, report) {
  const seen = new Set([root + 'index.html', root + '404.html']); // what a server shows instead of a page is led to by none
  const queue = [...seen];
  for (let url; (url = queue.pop());) {
    const response = await fetch(url);
    const path = url.slice(root.length);
    report.verdict(name, `${site.name}/${path}`, response.status === 200 ? [] : [{ wrong: `status ${response.status}`, at: url }]);
    const text = /\.(html|css)$|\/index-[^/]*\.js$/.test(path) && !isSealed(path) ? await response.text() : (await response.arrayBuffer(), '');
    if (path.endsWith('.js')) { // the index of the search names its texts, from the search page
      for (const [, file] of text.matchAll(/\[\d+,"(?:\.\.\/)?(assets\/index-[^"]+)"\]/g)) {
        if (!seen.has(root + file)) queue.push(root + file);
        seen.add(root + file);
      }
      continue;
    }
    for (const written of addresses(text, site.base, root)) {
      const next = new URL(written, url).href;
      if (next.startsWith(root) && !seen.has(next) && !(is404(path) && /\/assets\/site\./.test(next) && !site.has(next.slice(root.length)))) {
        seen.add(next);
        queue.push(next);
      } else if (next.startsWith(new URL(root).origin) && !next.startsWith(root) && !(is404(path) && /\/assets\/site\./.test(next))) {
        report.verdict(name, `${site.name}/${path}`, [{ wrong: 'a link out of the site', at: next }]);
      }
    }
  }
  return seen;
}

// addresses finds what a page or a style sheet leads to, in the head also by the site's full address.
function* addresses(text, base, root) {
  // What stands between tags is words, even where they show a tag.
  for (const [, name, a, b, c] of text.replace(/>[^<>]*</g, '><').matchAll(/(?:\s(href|src|content)=(?:"([^"]*)"|([^\s>"]+))|url\(["']?([^)"']+))/g)) {
    const written = (a ?? b ?? c).replace(/&amp;/g, '&').replace(/[#?].*$/, '');
    if (base && written.startsWith(base)) yield root + written.slice(base.length);
    else if (written !== '' && name !== 'content') yield written;
  }
}

// One page of each kind and language, loaded for real.
async function inBrowser(site, origin, root, report) {
  const browser = await Browser.start();
  try {
    const tab = await browser.tab();
    const kinds = new Map(site.pages.filter((p) => !(p.kind === '404')).map((p) => [p.kind + p.lang, p]));
    for (const page of kinds.values()) {
      await tab.go(root + page.path);
      report.verdict(name, `${site.name}/${page.path}`, [
        ...tab.requests.filter((url) => !url.startsWith(root)).map((at) => ({ wrong: 'a request beyond the path', at })),
        ...tab.complaints.map((wrong) => ({ wrong: wrong.replace(origin, ''), at: '' })),
      ]);
    }
    const drawn = site.latest('indicator').find((p) => /class="?links[\s\S]*\.svg/.test(p.html));
    if (drawn) report.verdict(name, `${site.name}/${drawn.path} as PNG`, await asPNG(tab, root + drawn.path));
    if (!site.base) await lost(site, tab, root, report);
  } finally {
    await browser.stop();
  }
}

// A chart as PNG, as its button makes it: twice the size of its file, and not empty.
async function asPNG(tab, url) {
  await tab.go(url);
  const made = await tab.page.evaluate(async () => {
    const button = document.querySelector('[data-png]');
    if (!button) return { none: true };
    const saved = new Promise((resolve) => {
      URL.createObjectURL = (blob) => { resolve(blob); return '#'; };
      setTimeout(resolve, 20_000);
    });
    const links = [];
    HTMLAnchorElement.prototype.click = function () { links.push(this.download); };
    button.dispatchEvent(new MouseEvent('click'));
    const blob = await saved;
    if (!blob) return { none: true };
    const picture = await createImageBitmap(blob), file = new Image();
    file.src = button.previousElementSibling.href;
    await file.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d');
    pen.drawImage(picture, 0, 0);
    const tones = new Set(new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer));
    return { type: blob.type, name: links[0], tones: tones.size, scale: picture.width / file.naturalWidth };
  });
  if (made.none) return [{ wrong: 'no chart as PNG', at: '' }];
  const right = made.type === 'image/png' && /^[^/]+\.png$/.test(made.name) && made.tones > 8 && made.scale === 2;
  return [...(right ? [] : [{ wrong: 'the chart as PNG is not what its file shows', at: JSON.stringify(made) }]), ...tab.complaints.map((wrong) => ({ wrong, at: '' }))];
}

// The page for lost links, shown at any depth: dressed, with links that lead to pages and a search that can be used.
async function lost(site, tab, root, report) {
  for (const page of site.of('404').filter((p) => !isSealed(p.path))) {
    for (const deeper of ['none.html', 'x/none.html', 'x/y/z/none.html']) {
      const url = root + page.path.replace('404.html', deeper);
      await tab.page.goto(url, { waitUntil: 'load' });
      const found = await tab.page.evaluate(() => ({
        dressed: getComputedStyle(document.querySelector('.wrap')).maxWidth !== 'none',
        search: document.querySelector('form[role=search]:not([hidden])')?.dataset.search ?? '',
        links: [...document.querySelectorAll('a[href]')].map((a) => a.href).filter((href) => !href.includes('#') && href.startsWith(location.origin)), // others lead elsewhere on purpose
      }));
      const dead = [];
      for (const href of [...found.links, found.search]) if (!href.startsWith(root) || !site.has(decodeURI(href.slice(root.length)))) dead.push(href);
      report.verdict(name, `${site.name}/${page.path}`, [
        ...(found.dressed ? [] : [{ wrong: 'the page for lost links is undressed', at: url }]),
        ...dead.map((at) => ({ wrong: 'the page for lost links leads nowhere', at: `${at} at ${url}` })),
      ]);
    }
  }
}
