// Runs inside the page. Does everything fit: the page in the window, text in its box, labels in their picture?
{
  const bound = (r) => ({ left: r.left, right: r.right, top: r.top, bottom: r.bottom });

  // How the page stands, each element asked a single time: it is the same for all the texts in it.
  let sizeOf, edgeOf;
  const look = () => {
    sizeOf = tassei.once((el) => parseFloat(getComputedStyle(el).fontSize) * scaleOf(el));
    edgeOf = tassei.once(edge);
  };

  // ink is the part of a line box that letters fill: the box of a line is taller than its letters.
  const ink = (box, el) => {
    const size = sizeOf(el);
    const spare = Math.max(0, (box.height - size) / 2) + size * 0.12;
    return { left: box.left + 0.5, right: box.right - 0.5, top: box.top + spare, bottom: box.bottom - spare };
  };

  const scaleOf = (el) => {
    const m = el instanceof SVGGraphicsElement ? el.getScreenCTM() : null;
    return m ? Math.hypot(m.b, m.d) : 1;
  };

  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

  const scrolls = (style) => ['auto', 'scroll'].includes(style.overflowX);

  // edge tells what an element does to what stands out of it.
  const edge = (e) => {
    const style = getComputedStyle(e);
    const boxed = style.display !== 'inline' && !(e instanceof SVGElement && !(e instanceof SVGSVGElement));
    const frame = boxed && (style.overflowX !== 'visible' || style.overflowY !== 'visible') ? e.getBoundingClientRect() : null;
    return {
      frame, fixed: style.position === 'fixed', scrolls: boxed && scrolls(style),
      clipsX: frame?.width > 0 && style.overflowX !== 'visible', clipsY: frame?.height > 0 && style.overflowY !== 'visible',
    };
  };

  // cutBy finds the ancestor that hides a part of the box, or the edge of the window.
  const cutBy = (box, el, width) => {
    const middle = ink(box, el);
    let inside = el;
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      const { frame, clipsX, clipsY, ...is } = edgeOf(e);
      if (is.scrolls) return null; // it can be scrolled to; that the region can be focused is axe's rule
      if (clipsX && (box.left < frame.left - 1 || box.right > frame.right + 1)) return { e, side: 'sideways' };
      if (clipsY && (middle.top < frame.top - 1 || middle.bottom > frame.bottom + 1)) return { e, side: 'above or below' };
      if (is.fixed) break;
      inside = e;
    }
    if (box.left < -1 || box.right > width + 1) return { e: inside, side: 'window' };
    return null;
  };

  const overhang = 12; // px that a label may stand out of its picture, where the picture lets it

  tassei.fits = () => {
    look();
    const found = [];
    const add = (wrong, at) => found.push({ wrong, at });
    const width = document.documentElement.clientWidth;
    const page = document.scrollingElement;
    if (page.scrollWidth > innerWidth) {
      const widest = [...document.body.querySelectorAll('*')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !inScroller(e))
        .slice(0, 3).map((e) => tassei.nameOf(e));
      add('the page scrolls sideways', `${page.scrollWidth} px in ${innerWidth}: ${widest.join(' | ')}`);
    }
    const texts = tassei.shown();
    for (const { el, node, boxes, svg } of texts) {
      for (const box of boxes) {
        const cut = cutBy(box, el, width);
        if (!cut) continue;
        const skip = el.closest('a.skip');
        if (skip && document.activeElement !== skip) continue; // it waits outside until it has the focus
        add(cut.side === 'window' ? `text leaves the window: ${tassei.nameOf(el)}` : `text is cut ${cut.side} by ${tassei.nameOf(cut.e)}: ${tassei.nameOf(el)}`, tassei.short(node.data));
        break;
      }
      if (svg) inPicture(el, svg, boxes, add);
    }
    ellipses(add);
    collisions(texts, add);
    return found;
  };

  const inScroller = (el) => {
    for (let e = el.parentElement; e && e !== document.body; e = e.parentElement) if (getComputedStyle(e).overflowX !== 'visible') return true;
    return false;
  };

  // A box that hides or shortens its own content.
  const ellipses = (add) => {
    for (const e of document.body.querySelectorAll('*')) {
      if (e instanceof SVGElement) continue;
      const style = getComputedStyle(e);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      if (e.clientWidth <= 1 || !e.checkVisibility()) continue;
      if (['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1) add(`content wider than its box is hidden: ${tassei.nameOf(e)}`, tassei.short(e.textContent));
      if (['hidden', 'clip'].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1) add(`content taller than its box is hidden: ${tassei.nameOf(e)}`, tassei.short(e.textContent));
    }
  };

  const inPicture = (el, svg, boxes, add) => {
    let outer = svg;
    while (outer.parentElement.closest('svg')) outer = outer.parentElement.closest('svg');
    const frame = bound(outer.getBoundingClientRect());
    const spare = getComputedStyle(outer).overflow === 'visible' ? overhang : 1;
    const size = sizeOf(el);
    if (size < 10) add(`text in a picture under 10 px: ${tassei.nameOf(outer)}`, `${size.toFixed(1)} px ${tassei.short(el.textContent)}`);
    for (const box of boxes) {
      const b = ink(box, el);
      if (b.left < frame.left - spare || b.right > frame.right + spare || b.top < frame.top - spare || b.bottom > frame.bottom + spare) {
        add(`label outside its picture: ${tassei.nameOf(outer)}`, `${tassei.short(el.textContent)} [${[b.left - frame.left, b.top - frame.top, frame.right - b.right, frame.bottom - b.bottom].map(Math.round)}]`);
        return;
      }
    }
  };

  // collisions finds text on text, in pictures and elsewhere: boxes are swept from top to bottom.
  const collisions = (texts, add) => {
    const all = texts.flatMap(({ el, node, boxes }) => boxes.map((box) => ({ ...ink(box, el), el, node })));
    all.sort((a, b) => a.top - b.top);
    const told = new Set();
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length && all[j].top < all[i].bottom; j++) {
        const [a, b] = [all[i], all[j]];
        if (a.node === b.node || !meet(a, b) || (a.el.closest('a.skip') ?? b.el.closest('a.skip'))) continue;
        const key = `text on text: ${tassei.nameOf(a.el)} × ${tassei.nameOf(b.el)}`;
        if (told.has(key)) continue;
        told.add(key);
        add(key, `${tassei.short(a.node.data)} × ${tassei.short(b.node.data)}`);
      }
    }
  };
}
