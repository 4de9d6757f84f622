// Each picture has a name and a description, or is hidden from screen readers; its numbers stand beside it in words.
export const name = 'charts';
export const what = 'every picture is named and described or hidden, every plotted number is written beside it';
export const needs = (view) => view.scheme === 'light' && view.width === 1280;
export const look = (tab) => tab.ask('charts');
