// Which pages stand for the others: the fewest of each kind and language that together have everything that any of them has.

// sample chooses pages such that every state that a page of a kind and a language shows is on one that is chosen. The first
// of each is the one with the most in it, where words are the likeliest not to fit. part gives of a page what matters.
export function sample(pages, part) {
  return grouped(pages, (page) => page.kind + page.lang).flatMap((own) => cover(own, part ? (page) => statesOf(part(page.html)) : statesOfPage));
}

// ofAnyLanguage chooses among pages where the language makes no difference: what a name or a role is, not how long a word is.
export function ofAnyLanguage(pages) {
  return grouped(pages, (page) => page.kind).flatMap((own) => cover(own, statesWithoutLanguage));
}

// ofAnyKind chooses among pages where the kind makes no difference either: one of each kind, the longest, and what these have not.
export function ofAnyKind(pages) {
  const longest = grouped(pages, (page) => page.kind).map((own) => own.reduce((a, b) => (b.html.length > a.html.length ? b : a)));
  return cover(pages, statesWithoutLanguage, longest);
}

const statesWithoutLanguage = (page) => new Set([...statesOfPage(page)].map((state) => state.replace(/ lang=[\w-]*/g, '')));

const known = new WeakMap(); // a page is asked for its states by several checks

function statesOfPage(page) {
  if (!known.has(page)) known.set(page, statesOf(page.html));
  return known.get(page);
}

function grouped(pages, by) {
  const groups = new Map();
  for (const page of pages) groups.set(by(page), [...(groups.get(by(page)) ?? []), page]);
  return [...groups.values()];
}

// firsts gives of a site one page of each kind and language, the newest that there is.
export const firsts = (site, kinds = [...new Set(site.pages.map((p) => p.kind))]) => site.languages.flatMap((lang) => kinds
  .map((kind) => site.latest(kind, lang)[0] ?? site.of(kind, lang)[0]).filter(Boolean));

function cover(pages, statesOf, first = []) {
  const rest = new Map(pages.map((page) => [page, { states: statesOf(page), more: Infinity }]));
  const chosen = [...first];
  for (const seen = new Set(first.flatMap((page) => [...rest.get(page).states])); ;) {
    let best, most = 0;
    for (const [page, one] of rest) {
      if (one.more < most) continue; // what a page adds only ever shrinks
      one.more = 0;
      for (const state of one.states) if (!seen.has(state)) one.more++;
      if (one.more > most || (one.more === most && one.more > 0 && page.html.length > best.html.length)) [best, most] = [page, one.more];
    }
    if (!best) return chosen;
    for (const state of rest.get(best).states) seen.add(state);
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
      const at = open.findLastIndex((o) => o === tag || o.startsWith(tag + ' '));
      if (at > 0) open.length = at;
      continue;
    }
    const one = tag + stateOf(rest);
    states.add(`${open.at(-1)} > ${one}`);
    if (!closed && !empty.has(tag)) open.push(one);
  }
  return states;
}

const telling = /\s(class|role|lang|type|hidden|disabled|open|scope|colspan|rowspan|data-band|data-against|aria-(?:hidden|current|sort|live|expanded|pressed))(?:="([^"]*)"|='([^']*)'|=([^\s>"']+))?(?=[\s]|$)/g;

const stateOf = (attributes) => [...attributes.matchAll(telling)].map(([, name, a, b, c]) => ` ${name}=${(a ?? b ?? c ?? '').replace(/\d+/g, '0')}`).join('');
