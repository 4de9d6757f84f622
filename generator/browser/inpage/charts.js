// Runs over the text of a page. Is every picture named or hidden, and does every number in it stand in words beside it?
{
  tassei.charts = (document) => {
    const found = [];
    for (const svg of document.querySelectorAll('svg')) {
      if (svg.parentElement.closest('svg')) continue;
      const name = tassei.nameOf(svg);
      const title = svg.querySelector(':scope > title')?.textContent.trim();
      const desc = svg.querySelector(':scope > desc')?.textContent.trim();
      if (svg.getAttribute('aria-hidden') !== 'true') {
        if (svg.getAttribute('role') !== 'img') found.push({ wrong: `picture without role="img": ${name}`, at: title ?? '' });
        if (!title) found.push({ wrong: `picture without a title: ${name}`, at: '' });
        if (!desc) found.push({ wrong: `picture without a description: ${name}`, at: title ?? '' });
        for (const id of (svg.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)) {
          if (!document.getElementById(id)?.textContent.trim()) found.push({ wrong: `picture named by nothing: ${name}`, at: id });
        }
      }
      if (svg.hasAttribute('style') || svg.querySelector('[style], script, style, image, use, a')) found.push({ wrong: `picture with a style, script or reference: ${name}`, at: title ?? '' });
      const beside = numbersIn(svg.closest('tr, li, article, section, main'));
      for (const mark of svg.querySelectorAll('[data-value]')) {
        const missing = numbers(mark.dataset.value).filter((n) => !beside.has(n));
        if (missing.length) found.push({ wrong: `number drawn but not written beside: ${name}`, at: `${missing.join(' ')} in "${mark.dataset.value}" of ${title ?? 'a hidden picture'}` });
      }
    }
    return found;
  };

  // numbers as they are written: 2,264 and ２,２６４ are 2264, 40.0 stays apart from 40.
  const numbers = (text) => text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1').replace(/[\u2212\u2013\u2012]/g, '-').match(/\d+(?:\.\d+)*/g) ?? [];

  // A row's picture has its numbers in that row, any other in its section; what other pictures say does not count.
  const known = new WeakMap();
  const numbersIn = (el) => {
    if (!known.has(el)) {
      const all = new Set();
      const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) if (!node.parentElement.closest('svg')) for (const n of numbers(node.data)) all.add(n);
      known.set(el, all);
    }
    return known.get(el);
  };
}
