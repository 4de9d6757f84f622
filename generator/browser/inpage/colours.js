// Runs inside the page. Which texts are drawn alike, in their own colours and in those of all that they stand in, and which targets in size?
{
  const own = 'input, select, textarea, button';
  const speaks = (e) => e.matches(own) || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());

  // drawnBy tells how an element colours what stands in it. What is out of the flow may lie over anything: it is like nothing else.
  const drawnBy = (e) => {
    const s = getComputedStyle(e);
    const out = ['absolute', 'fixed', 'sticky'].includes(s.position);
    return [s.color, s.fill, s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.textDecorationLine, s.borderBottomStyle, s.position, out ? tassei.nameOf(e) : ''].join(' ');
  };

  // coloured gives each kind of coloured text of the page, and keeps its first element for only.
  tassei.coloured = () => {
    const above = tassei.once((e) => (e ? `${above(e.parentElement)}\n${drawnBy(e)}` : ''));
    const firsts = new Map();
    for (const e of document.body.querySelectorAll('*')) {
      if (!speaks(e) || !e.checkVisibility({ visibilityProperty: true })) continue;
      const s = getComputedStyle(e);
      const kind = `${s.fontSize} ${s.fontWeight} ${s.textShadow} ${e.matches('a[href]')}${above(e)}`;
      if (!firsts.has(kind)) firsts.set(kind, e);
    }
    tassei.firsts = firsts;
    return [...firsts.keys()];
  };

  // only marks the first elements of these kinds, and no others, for rules about colours.
  tassei.only = (kinds) => {
    for (const e of document.querySelectorAll('[data-look]')) e.removeAttribute('data-look');
    for (const kind of kinds) tassei.firsts.get(kind).setAttribute('data-look', '');
  };

  // sized gives each kind of target, with whether it is smaller than a finger wants or near to another, and of what is scrolled sideways.
  tassei.sized = () => {
    const kinds = new Set();
    const finger = 24; // px, as WCAG 2.5.8 has it
    let before = null;
    for (const e of document.body.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], [role=button], [role=link]')) {
      if (!e.checkVisibility({ visibilityProperty: true })) continue;
      const r = e.getBoundingClientRect();
      const near = before !== null && Math.hypot((r.left + r.right - before.left - before.right) / 2, (r.top + r.bottom - before.top - before.bottom) / 2) < finger;
      kinds.add(`${tassei.nameOf(e)} ${getComputedStyle(e).display} ${r.width < finger} ${r.height < finger} ${near}`);
      before = r;
    }
    for (const e of document.body.querySelectorAll('*')) {
      if (e.scrollWidth <= e.clientWidth || !['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) continue;
      kinds.add(`${tassei.nameOf(e)} scrolls ${e.tabIndex} ${e.querySelector('a[href], button, input, [tabindex]') !== null}`);
    }
    return [...kinds];
  };
}
