// Which pages stand for the others: the fewest of each kind and language that together have everything that any of them has.

// sample chooses pages such that every state that a page of a kind and a language shows is on one that is chosen. The first
// of each is the one with the most in it, where words are the likeliest not to fit.
export function sample(pages) {
  const groups = new Map();
  for (const page of pages) groups.set(page.kind + page.lang, [...(groups.get(page.kind + page.lang) ?? []), page]);
  return [...groups.values()].flatMap(cover);
}

function cover(pages) {
  const rest = new Map(pages.map((page) => [page, statesOf(page.html)]));
  const chosen = [];
  for (const seen = new Set(); ;) {
    let best, most = 0;
    for (const [page, states] of rest) {
      const more = states.size === 0 ? 0 : [...states].filter((s) => !seen.has(s)).length;
      if (more > most || (more === most && more > 0 && page.html.length > best.html.length)) [best, most] = [page, more];
    }
    if (!best) return chosen;
    for (const s of rest.get(best)) seen.add(s);
    rest.delete(best);
    chosen.push(best);
  }
}

const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

// statesOf gives the elements of a page, each with the one that it stands in, by tag, classes, role, language and what is
// said of its state; not by its words and figures.
export function statesOf(html) {
  const states = new Set();
  const open = ['']; // what the place is inside of
  for (const [, end, tag, rest, closed] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>\/]+(?:="[^"]*"|='[^']*'|=[^\s>"']+)?)*)\s*(\/?)>/gi)) {
    if (end) {
      const at = open.findLastIndex((o) => o.startsWith(tag + ' '));
      if (at > 0) open.length = at;
      continue;
    }
    const one = `${tag} ${stateOf(rest)}`;
    states.add(`${open.at(-1)} > ${one}`);
    if (!closed && !empty.has(tag)) open.push(one);
  }
  return states;
}

const telling = /\s(class|role|lang|type|hidden|disabled|open|scope|colspan|rowspan|data-band|data-against|aria-(?:hidden|current|sort|live|expanded|pressed))(?:="([^"]*)"|='([^']*)'|=([^\s>"']+))?(?=[\s]|$)/g;

const stateOf = (attributes) => [...attributes.matchAll(telling)].map(([, name, a, b, c]) => `${name}=${(a ?? b ?? c ?? '').replace(/\d+/g, '0')}`).join(' ');
