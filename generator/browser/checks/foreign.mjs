// Japanese on a page of another language says so (WCAG 3.1.2), and the page itself names its language.
export const name = 'language';
export const what = 'Japanese on a page of another language carries lang="ja"';
export const needs = (view, page) => view.scheme === 'light' && view.width === 1280 && page.lang !== 'ja';
export const look = async (tab) => (await tab.ask('foreign')).map(({ what, run }) => ({ wrong: `Japanese without lang="ja": ${what}`, at: run }));
