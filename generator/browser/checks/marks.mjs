// No text lies over a chart's mark, no actual is left without its label, what cannot be compared says so where its figure stands, and rows of several parts of the plan have their code.
export const name = 'marks';
export const what = 'no text over a mark, every actual labelled, every caveat beside its figure, every row of a list with a name of its own';
export const needs = (view) => view.scheme === 'light' && [1280, 640, 320].includes(view.width); // wide, stacked and narrow
export const look = (tab) => tab.ask('marks');
