// Runs inside the page. What takes the focus, in what order, and can it be seen?
{
  const takers = 'a[href], button, input, select, textarea, summary, [tabindex]';

  tassei.focusable = () => {
    tassei.stops = [...document.querySelectorAll(takers)].filter((e) =>
      e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && !(e.closest('details:not([open])') && !e.matches('summary')));
    return tassei.stops.map((e) => `${tassei.nameOf(e)} ${tassei.short(e.getAttribute('aria-label') ?? e.textContent)}`);
  };

  // jumps lists where Tab goes back up to what stands no further right: what is seen there was passed already.
  tassei.jumps = () => {
    const found = [];
    let before = null;
    for (const e of tassei.stops) {
      if (e.matches('a.skip')) continue;
      const r = drawn(e).getBoundingClientRect();
      if (before && r.bottom < before.r.top - 40 && r.left < before.r.right) found.push({ wrong: 'Tab goes back up the page', at: `from ${tassei.short(before.e.textContent)} up ${Math.round(before.r.top - r.bottom)} px to ${tassei.short(e.textContent)}` });
      before = { e, r };
    }
    return found;
  };

  // A control drawn by its label shows the focus there.
  const drawn = (e) => {
    const r = e.getBoundingClientRect();
    return (r.width > 4 && r.height > 4 ? null : [...(e.labels ?? [])].find((l) => l.checkVisibility())) ?? e;
  };

  const seen = (e) => {
    const s = getComputedStyle(e);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
  };

  // stop tells where the focus is: its place in the list, and what is wrong with it there.
  tassei.stop = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return { place: -1, wrong: [] };
    const wrong = [];
    const box = drawn(e);
    if (!seen(box) && !seen(e)) wrong.push('the focus cannot be seen');
    const boxes = [...box.getClientRects()];
    const onScreen = (r) => r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
    if (!boxes.some(onScreen)) wrong.push('what has the focus is out of the window');
    else if (!boxes.filter(onScreen).some((r) => uncovered(r, box))) wrong.push('what has the focus is covered');
    return { place: tassei.stops.indexOf(e), name: tassei.nameOf(e), text: tassei.short(e.textContent), wrong };
  };

  // A long element counts as free when any of its visible points is.
  const uncovered = (r, box) => [0.5, 0.1, 0.9].some((fx) => [0.5, 0.1, 0.9].some((fy) => {
    const x = Math.min(Math.max(r.left + r.width * fx, 0), innerWidth - 1);
    const y = Math.min(Math.max(r.top + r.height * fy, 0), innerHeight - 1);
    const hit = document.elementFromPoint(x, y);
    return hit && (box.contains(hit) || hit.contains(box) || hit.control === box);
  }));
}
