// The search page finds words of every page: names, comments, both scripts, from file:// and from an address.
import { Browser } from '../browser.mjs';
import { fold, wide } from './filters.mjs';
import { firsts } from '../sample.mjs';

export const name = 'search';
export const what = 'the search page finds names, comments, ids, either width and kana; the address keeps the words';

export const candidates = (site) => firsts(site, ['search']);

// Of each run, the kinds of questions whose address was opened anew, in each language: the script is the same for all sites.
const reopened = new WeakMap();

export async function run(site, report, pages = candidates(site)) {
  if (!reopened.has(report)) reopened.set(report, new Set());
  const kept = reopened.get(report);
  const browser = await Browser.start();
  try {
    const tab = await browser.tab();
    for (const page of pages) {
      const place = `${site.name}/${page.path}`;
      for (const { about, typed, wanted } of questions(site, page.lang)) {
        const kind = `${page.lang} ${about} ${/[^\x20-\x7e]/.test(typed)}`, anew = !kept.has(kind);
        kept.add(kind); // at once: sites are looked at side by side
        await tab.open(page);
        report.verdict(name, `${place} ${about}: ${typed}`, await asks(tab, typed, wanted, anew));
      }
    }
    for (const page of candidates(site)) report.verdict(name, `${site.name}/${page.path} index`, onlyHere(site, page, page.lang));
  } finally {
    await browser.stop();
  }
}

// questions are words that stand in the pages, and one that does not.
function questions(site, lang) {
  const pages = site.latest('indicator', lang);
  const list = [{ about: 'nothing', typed: 'zzqqxx', wanted: null }];
  for (const page of [pages[0], pages[Math.floor(pages.length / 2)], pages.at(-1)]) {
    const title = strip(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page.html)[1]);
    const word = /[A-Za-z]{6,}|[一-鿿ァ-ヺー]{3,8}/.exec(title)?.[0];
    if (word) {
      list.push({ about: 'a name', typed: word, wanted: page.path });
      list.push({ about: 'in full width or kana', typed: /[A-Za-z]/.test(word) ? wide(word.toUpperCase()) : fold(word), wanted: page.path });
    }
    list.push({ about: 'an id', typed: page.path.split('/').pop().replace('.html', ''), wanted: page.path });
    const prose = strip(/<div class="?prose"?[^>]*>([\s\S]*?)<\/div>/.exec(page.html)?.[1] ?? '');
    const said = prose.match(/[A-Za-z]{7,}|[一-鿿ァ-ヺー]{4,8}/g) ?? [];
    if (said.length) list.push({ about: 'a comment', typed: said[Math.floor(said.length / 2)], wanted: page.path });
  }
  const about = site.pages.find((p) => p.lang === lang && /(^|\/)about\.html$/.test(p.path));
  if (about) {
    const words = strip(/<div class="?prose"?[^>]*>([\s\S]*?)<\/div>/.exec(about.html)[1]).match(/[A-Za-z]{7,}|[一-鿿ァ-ヺー]{4,8}/g) ?? [];
    list.push({ about: 'a standing page', typed: words.at(-1), wanted: about.path });
  }
  return list;
}

async function asks(tab, typed, wanted, anew) {
  await tab.page.focus('form[data-search] input[name=q]');
  await tab.page.keyboard.type(typed);
  await tab.page.keyboard.press('Enter');
  const first = await answer(tab, typed, (said) => judge(said, wanted));
  const complaints = () => tab.complaints.map((wrong) => ({ wrong, at: '' }));
  if (!anew) return [...first.findings, ...complaints()];
  const url = await tab.page.evaluate(() => location.href);
  await tab.page.goto('about:blank');
  await tab.go(url);
  const again = await answer(tab, typed, (said) => (said.paths.join() === first.paths.join() ? []
    : [{ wrong: 'the address does not bring the results back', at: `${said.paths.length}, before ${first.paths.length}` }]));
  return [...first.findings, ...again.findings, ...complaints()];
}

function judge({ paths, count }, wanted) {
  const findings = [];
  if (wanted === null && paths.length) findings.push({ wrong: 'a word that is nowhere is found', at: `${paths.length} pages` });
  if (wanted && !paths.some((path) => path.endsWith('/' + wanted))) findings.push({ wrong: 'the page is not found', at: `${wanted}; found ${paths.length}` });
  const said = /\d+/.exec(count.normalize('NFKC'))?.[0];
  if (paths.length ? Number(said) !== paths.length && Number(said) < paths.length : count === '') findings.push({ wrong: 'the count is not said', at: `"${count}" for ${paths.length}` });
  return findings;
}

// answer waits until the words are there in which is looked, and then for an answer that is right, for a while.
async function answer(tab, typed, judged) {
  await tab.page.evaluate((typed) => new Promise((resolve) => { tasseiFind(typed, resolve); }), typed).catch(() => {});
  for (const until = Date.now() + 15_000; ;) {
    const said = await tab.page.evaluate(() => ({
      paths: [...document.querySelectorAll('[data-results] a')].map((a) => decodeURI(a.href)),
      busy: document.querySelector('[data-results][aria-busy]') !== null,
      count: document.querySelector('.search-count, [role=status]')?.textContent.trim() ?? '',
    }));
    const findings = judged(said);
    if (findings.length === 0 && !said.busy || Date.now() > until) return { ...said, findings };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// The index is a file of its own and only the search page loads it.
function onlyHere(site, page, lang) {
  const index = /<script[^>]*src="?([^"\s>]*index[^"\s>]*)/.exec(page.html)?.[1];
  if (!index) return [{ wrong: 'the search page loads no index', at: '' }];
  return site.pages.filter((p) => p.lang === lang && p !== page && p.html.includes(index.split('/').pop())).map((p) => ({ wrong: 'another page loads the index', at: p.path }));
}

const strip = (html) => html.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/&[a-z#0-9]+;/g, ' ').trim();
