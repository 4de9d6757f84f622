// Runs inside the page. Is every mark of a chart free of text, every actual labelled, every caveat told where the figure stands?
{
  const charts = () => [...document.querySelectorAll('svg.ch')].filter((s) => !s.parentElement.closest('svg') && s.checkVisibility());
  const plain = (s) => s.replace(/\s+/g, '');

  tassei.marks = () => {
    const found = [];
    const add = (wrong, at) => found.push({ wrong, at });
    covered(add);
    labels(add);
    caveats(add);
    codes(add);
    return found;
  };

  // A mark is a band's shape or a ring: its middle, two thirds of it, is free of text.
  const covered = (add) => {
    const marked = charts().map((svg) => [svg, svg.querySelectorAll('path[data-value], circle[data-value]')]).filter(([, marks]) => marks.length > 0);
    if (marked.length === 0) return;
    const texts = tassei.shown().flatMap(({ el, node, boxes }) => boxes.map((b) => {
      const spare = b.height * 0.2;
      return { left: b.left + 1, right: b.right - 1, top: b.top + spare, bottom: b.bottom - spare, el, node };
    }));
    for (const [svg, marks] of marked) {
      for (const mark of marks) {
        const r = mark.getBoundingClientRect();
        const [dx, dy] = [r.width / 6, r.height / 6];
        const over = texts.find((t) => t.left < r.right - dx && r.left + dx < t.right && t.top < r.bottom - dy && r.top + dy < t.bottom);
        if (over) add(`text over a mark of ${tassei.nameOf(svg)}`, `${tassei.short(over.node.data)} over ${mark.dataset.value}`);
      }
    }
  };

  const few = 6; // years of a trend that all have their figure

  const labels = (add) => {
    for (const svg of charts()) {
      const said = [...svg.querySelectorAll('text')].map((t) => plain(t.textContent));
      for (let e = svg.nextElementSibling; e?.matches('.chart-note'); e = e.nextElementSibling) said.push(plain(e.textContent));
      const marks = svg.matches('.ch-trend') ? [...svg.querySelectorAll('path[data-value], circle[data-value]')] : svg.matches('.ch-bars') ? [...svg.querySelectorAll('rect[data-value]')] : [];
      if (svg.matches('.ch-trend') && marks.length > few) continue;
      for (const mark of marks) {
        const value = plain(mark.dataset.value);
        if (value && !said.some((s) => s.includes(value))) add(`a value without its label: ${tassei.nameOf(svg)}`, mark.dataset.value);
      }
    }
  };

  // Where rows of several parts of the plan meet, each has its code: no two are called 目標1.
  const codes = (add) => {
    for (const body of document.querySelectorAll('table.list tbody')) {
      const seen = new Set();
      for (const link of body.querySelectorAll('.c-name a')) {
        const label = plain([...link.querySelectorAll('.code, .no')].filter((e) => e.checkVisibility()).map((e) => e.textContent).join(' '));
        if (label && seen.has(label) && link.checkVisibility()) add('two rows of a list with one code and number', label);
        seen.add(label);
      }
    }
  };

  // What cannot be compared says so in each list, in what is quoted and in the chart.
  const caveats = (add) => {
    const says = (el) => el?.textContent.includes('≠');
    for (const row of document.querySelectorAll('tr.row[data-is~="not-comparable"]')) {
      if (![...row.querySelectorAll('.flag')].some((f) => f.checkVisibility() && says(f)) && row.checkVisibility()) add('a row without its caveat', tassei.short(row.textContent));
    }
    if (![...document.querySelectorAll('.score .flag')].some(says)) return;
    for (const [what, selector] of [['the quotation', '.quote'], ['the chart', 'svg.ch-bars']]) {
      const el = document.querySelector(selector);
      if (el && !says(el)) add(`${what} without its caveat`, document.title);
    }
  };
}
