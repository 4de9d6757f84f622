// Runs inside the page. A number or a word that stands on two lines is read as two.
{
  // Digests, codes and addresses have no better place to break.
  const mayBreak = (el) => el.closest('code, pre, kbd, .digest, .prose') !== null;
  const whole = /(?:(?<![0-9])[−-])?[0-9０-９][0-9０-９.,，．/]*[%％]?|[A-Za-zÀ-ɏ]{2,}/gu;

  tassei.breaks = () => {
    const found = [];
    const range = document.createRange();
    for (const { el, node, boxes } of tassei.shown()) {
      if (boxes.length < 2 || mayBreak(el)) continue;
      for (const m of node.data.matchAll(whole)) {
        range.setStart(node, m.index);
        range.setEnd(node, m.index + m[0].length);
        const lines = [...range.getClientRects()].filter((r) => r.width > 0.5);
        // A soft hyphen or hyphenation that the language knows is a break between syllables.
        if (lines.length < 2 || lines.at(-1).top - lines[0].top < 2 || (/[A-Za-z]/.test(m[0]) && getComputedStyle(el).hyphens === 'auto')) continue;
        if (/^https?:/.test(node.data.slice(0, m.index).split(/\s/).pop() + m[0]) || /[/.@_-]/.test(node.data[m.index - 1] ?? '')) continue;
        found.push({ wrong: `${/[0-9０-９]/.test(m[0]) ? 'a number' : 'a word'} stands on two lines: ${tassei.nameOf(el)}`, at: `${m[0]} in ${tassei.short(node.data)}` });
      }
    }
    return found;
  };
}
