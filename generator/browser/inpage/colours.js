// Runs inside the page. Which texts are drawn alike, in their own colours and in those of all that they stand in?
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
}
