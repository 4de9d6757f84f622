// Nothing leaves the page's own folder, and the browser has nothing to complain of.
export const name = 'quiet';
export const what = 'no request leaves the folder, no console message, no breach of the Content-Security-Policy';
export const needs = (view) => view.scheme === 'forced' && view.width === 320; // the last view

export async function look(tab, page) {
  const findings = tab.requests.filter((url) => !url.startsWith(page.home) && !url.startsWith('data:')).map((url) => ({ wrong: 'a request leaves the folder', at: url }));
  return findings.concat(tab.complaints.map((at) => ({ wrong: at.replace(/(file|https?):\S+/g, '…'), at })));
}
