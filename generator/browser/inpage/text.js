// Runs inside the page. Texts, where they are drawn, and short names for elements.
globalThis.tassei ??= {};
{
  // nameOf names an element by its tag and classes up to two steps, without ids, so that
  // the same fault on many pages reads the same.
  tassei.nameOf = (el) => {
    const one = (e) => e.tagName.toLowerCase() + [...e.classList].filter((c) => !/^\d/.test(c)).map((c) => '.' + c).join('');
    const chain = [];
    for (let e = el; e && e !== document.body && chain.length < 3; e = e.parentElement) chain.unshift(one(e));
    return chain.join(' > ');
  };

  tassei.short = (text) => {
    const s = text.replace(/\s+/g, ' ').trim();
    return s.length > 40 ? s.slice(0, 40) + '…' : s;
  };

  // once gives a function of an element that works each element out a single time, as long as the page stands still.
  tassei.once = (work) => {
    const known = new Map();
    return (el) => {
      if (!known.has(el)) known.set(el, work(el));
      return known.get(el);
    };
  };

  // A text that only screen readers get is clipped to a dot; it has no place on the screen.
  const onlyHeard = () => {
    const heard = tassei.once((e) => {
      if (!e || e === document.documentElement) return false;
      const s = getComputedStyle(e);
      if (s.position === 'absolute' && (s.clipPath !== 'none' || (s.overflow !== 'visible' && e.clientWidth <= 1 && e.clientHeight <= 1))) return true;
      return heard(e.parentElement);
    });
    return heard;
  };

  // shown lists every drawn piece of text: its node, element and line boxes.
  tassei.shown = (root = document.body) => {
    const list = [];
    const range = document.createRange();
    const heard = onlyHeard();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (n) =>
      n.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    for (let node; (node = walker.nextNode());) {
      const el = node.parentElement;
      if (['SCRIPT', 'STYLE', 'TITLE', 'DESC', 'OPTION', 'NOSCRIPT', 'title', 'desc'].includes(el.tagName)) continue;
      if (!el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((r) => r.width > 0.5 && r.height > 0.5);
      if (boxes.length === 0 || heard(el)) continue;
      list.push({ node, el, boxes, svg: el.closest('svg') });
    }
    return list;
  };

  // openAll opens every disclosure, native or by checkbox, and says how many were closed.
  tassei.openAll = () => {
    const closed = [...document.querySelectorAll('details:not([open])')];
    const boxes = [...document.querySelectorAll('input[type=checkbox].fold:not(:checked)')];
    for (const d of closed) d.open = true;
    for (const box of boxes) box.click();
    return closed.length + boxes.length;
  };

  // words gives the text of <main> as a reader sees it, without what scripts add.
  tassei.words = (without) => {
    for (const el of document.querySelectorAll(without)) el.style.setProperty('display', 'none', 'important');
    const text = document.querySelector('main').innerText;
    for (const el of document.querySelectorAll(without)) el.style.removeProperty('display');
    return text.split('\n').map((l) => l.replace(/\s+/g, ' ').trim()).filter(Boolean);
  };

  // foreign lists runs of Japanese that no lang=ja stands above, in a page of another language.
  tassei.foreign = (document) => {
    const japanese = /[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9d]+/u;
    const found = [];
    const look = (text, el, what) => {
      const run = japanese.exec(text ?? '');
      if (run && !/^ja\b/.test(el.closest('[lang]')?.getAttribute('lang') ?? '')) found.push({ what: `${what} in ${tassei.nameOf(el)}`, run: run[0].slice(0, 20) });
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (!['SCRIPT', 'STYLE'].includes(node.parentElement.tagName)) look(node.data, node.parentElement, 'text');
    }
    for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'aria-description']) {
      for (const el of document.body.querySelectorAll(`[${name}]`)) look(el.getAttribute(name), el, name);
    }
    return found;
  };
}
