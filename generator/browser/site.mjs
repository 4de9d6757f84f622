// A built site as a folder: which pages it has, of which kind and language.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

// A Site knows every file of the folder. A sealed year inside it (archive/*/data/site)
// is a site of its own, as it was when it was sealed: give its folder as a site to check it.
export class Site {
  constructor(name, folder) {
    this.name = name;
    this.folder = resolve(folder);
    if (!existsSync(join(this.folder, 'index.html'))) {
      throw new Error(`${folder} holds no index.html: build the site first`);
    }
    this.files = walk(this.folder).map((f) => relative(this.folder, f).split(sep).join('/')).sort();
    this.pages = this.files
      .filter((f) => f.endsWith('.html') && !isSealed(f))
      .map((path) => new Page(this, path));
    // The address of the site's root, where it has one: 404.html, shown for any path, names its style sheet in full.
    this.base = this.has('404.html') ? /href="?(https?:[^"\s>]*\/)assets\//.exec(this.page('404.html').html)?.[1] : undefined;
    this.languages = [...new Set(this.pages.map((p) => p.lang))];
    this.years = [...new Set(this.pages.map((p) => p.year).filter(Boolean))].sort();
  }

  page(path) {
    const page = this.pages.find((p) => p.path === path);
    if (!page) throw new Error(`${this.name} has no page ${path}`);
    return page;
  }

  read(path) { return readFileSync(join(this.folder, path)); }
  has(path) { return (this.there ??= new Set(this.files)).has(path); }

  // of gives the pages of a kind, such as 'overview' or 'indicator'.
  of(kind, lang) { return this.pages.filter((p) => p.kind === kind && (!lang || p.lang === lang)); }

  // drawings gives the files of the charts and icons, as things of a kind and a language like pages.
  get drawings() {
    return this.drawn ??= this.files.filter((f) => f.endsWith('.svg') && !isSealed(f)).map((path) => ({
      site: this, path, html: this.read(path).toString(), kind: /(?:^|[/-])([a-z]+|\d+)\.svg$/.exec(path)?.[1].replace(/\d+/, '0') ?? '', lang: path.split('FY')[0],
    }));
  }

  // latest gives the pages of a kind of the newest year.
  latest(kind, lang) {
    const year = this.years.at(-1);
    return this.of(kind, lang).filter((p) => p.year === year);
  }
}

export class Page {
  constructor(site, path) {
    this.site = site;
    this.path = path;
    this.html = readFileSync(join(site.folder, path), 'utf8');
    this.lang = /<html[^>]*\blang="?([\w-]+)/.exec(this.html)?.[1] ?? '';
    this.kind = kindOf(path, this.html);
    this.year = /(?:^|\/)(FY\d{4})\//.exec(path)?.[1] ?? '';
  }

  // url is the page's file; only the page for lost links of a site with an address is at home there alone.
  get url() { return this.home + encodeURI(this.path); }

  // home is where everything that the page asks for must be.
  get home() { return this.kind === '404' && this.site.base ? this.site.base : pathToFileURL(this.site.folder + '/').href; }
}

// kindOf is what the page says that it is; pages of words alone are told apart by their file's name.
function kindOf(path, html) {
  const said = /<body class="?page-([\w-]+)/.exec(html)?.[1];
  if (said === 'overview' && !/FY\d{4}\//.test(path)) return 'home';
  return !said || ['standing', 'not-found'].includes(said) ? path.split('/').pop().replace('.html', '') : said;
}

export const isSealed = (path) => /^archive\/[^/]+\//.test(path);

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
