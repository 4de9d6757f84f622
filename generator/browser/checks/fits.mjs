// Everything fits: no sideways scrolling, no text cut, no text on text, labels inside their pictures.
export const name = 'fits';
export const what = 'no sideways scrolling, no text cut or on other text, labels at least 10 px and in their pictures';
export const needs = (view) => view.scheme === 'light';

// Once as the page stands, once with every disclosure open where one was not.
export async function look(tab) {
  const folded = await tab.ask('fits');
  if ((await tab.ask('openAll')) === 0) return folded;
  const open = await tab.ask('fits');
  const told = new Set(folded.map((f) => f.wrong + f.at));
  return [...folded, ...open.filter((f) => !told.has(f.wrong + f.at))];
}
