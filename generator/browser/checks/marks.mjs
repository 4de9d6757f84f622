// No text lies over a chart's mark, no actual is left without its label, and what cannot be compared says so where its figure stands.
export const name = 'marks';
export const what = 'no text over a mark, every actual labelled, every caveat beside its figure';
export const needs = (view) => view.scheme === 'light';
export const look = (tab) => tab.ask('marks');
