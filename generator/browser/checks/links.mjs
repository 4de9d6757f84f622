// Every link and asset of every page leads to a file of the site, with the part it names, as from file://.
import { posix } from 'node:path';

export const name = 'links';
export const what = 'every link, asset and #part resolves; addresses are relative; titles differ; every page is reached; its policy is strict';

export async function run(site, report) {
  const ids = new Map(site.pages.map((p) => [p.path, new Set([...p.html.matchAll(/\sid=(?:"([^"]*)"|([^\s>]+))/g)].map((m) => decode(m[1] ?? m[2])))]));
  const reached = new Set(['index.html', '404.html']);
  for (const page of site.pages) {
    const findings = [];
    for (const { tag, attribute, value: written } of addresses(page.html)) {
      const own = site.base && written.startsWith(site.base); // its own full address, allowed in the head and on 404.html
      const value = own ? relative(page.path, written.slice(site.base.length)) : written;
      if (own && !['link', 'meta'].includes(tag) && !is404(page)) findings.push({ wrong: `the site's own full address in <${tag}>`, at: written });
      const [path, part] = split(value);
      if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(value)) {
        if (value.startsWith('data:') || tag !== 'a') findings.push({ wrong: `address of another place in <${tag}>`, at: value });
        else if (!/^(https?|mailto|tel):/.test(value)) findings.push({ wrong: 'a scheme that is not allowed', at: value });
        continue;
      }
      if (value.startsWith('/')) findings.push({ wrong: `absolute path in ${attribute} of <${tag}>`, at: value });
      const target = path === '' ? page.path : posix.join(posix.dirname(page.path), decodeURIComponent(path));
      if (value === '' || path.endsWith('/')) findings.push({ wrong: 'a link that names no file', at: `<${tag}> ${value}` });
      else if (is404(page) && !site.base && /^(\.\.\/)+assets\/site\./.test(value)) {
        if (!site.has(value.replace(/^(\.\.\/)+/, ''))) findings.push({ wrong: 'a guess at what is nowhere', at: value });
      } else if (!site.has(target)) findings.push({ wrong: `a link to nothing in <${tag}>`, at: value });
      else {
        reached.add(target);
        const there = ids.get(target);
        if (part && there && !there.has(decodeURIComponent(part))) findings.push({ wrong: 'a link to a part that is not there', at: value });
      }
    }
    if (/\son[a-z]+\s*=/i.test(page.html.replace(/>[^<]*/g, '>')) || /\sstyle=/.test(page.html.replace(/>[^<]*/g, '>').replace(/"[^"]*"/g, '""'))) findings.push({ wrong: 'an inline style or handler', at: '' });
    const policy = /<meta http-equiv="?Content-Security-Policy"? content="([^"]*)"/i.exec(page.html)?.[1] ?? '';
    if (!/^default-src 'none'/.test(policy) || /unsafe-|https?:|\*/.test(policy)) findings.push({ wrong: 'the Content-Security-Policy is missing or loose', at: policy });
    report.verdict(name, `${site.name}/${page.path}`, findings);
  }
  for (const page of site.pages) {
    report.verdict(name, `${site.name}/${page.path}`, reached.has(page.path) || is404(page) ? [] : [{ wrong: 'no page links here', at: '' }]);
  }
  const titles = group(site.pages, titleOf);
  for (const [title, pages] of titles) report.verdict(name, site.name, pages.length === 1 ? [] : [{ wrong: 'pages that share a title', at: `${title}: ${pages.map((p) => p.path).join(' ')}` }]);
}

const titleOf = (page) => /<title>([^<]*)/.exec(page.html)?.[1] ?? '';

function group(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

// addresses finds href and src of every element, and what the head says to those who share the page.
function* addresses(html) {
  for (const [, tag, rest] of html.replace(/<script\b[^>]*application\/ld\+json[\s\S]*?<\/script>/g, '').matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>]+(?:=(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi)) {
    if (tag === 'meta') {
      const shared = /property="?og:(?:image|url)"?\s+content="?([^"\s>]+)/.exec(rest)?.[1];
      if (shared) yield { tag, attribute: 'content', value: decode(shared) };
    }
    for (const [, attribute, a, b, c] of rest.matchAll(/\s(href|src|action|poster|data|xlink:href)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/g)) {
      yield { tag: tag.toLowerCase(), attribute, value: decode(a ?? b ?? c).trim() };
    }
  }
}

const is404 = (page) => page.kind === '404';

const relative = (from, to) => posix.relative(posix.dirname(from), to || 'index.html');

const split = (value) => {
  const [, path, part] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(value);
  return [path, part];
};

const decode = (s) => s.replace(/&(amp|lt|gt|quot|#34|#39|#43);/g, (_, n) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'", '#43': '+' })[n]);
