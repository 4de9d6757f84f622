// Each picture has a name and a description, or is hidden from screen readers; its numbers stand beside it in words.
import { parsed } from '../browser.mjs';

export const name = 'charts';
export const what = 'every picture of every page is named and described or hidden, every plotted number is written beside it';

export const run = (site, report) => parsed(site.pages, 'charts', (page, found) => report.verdict(name, `${site.name}/${page.path}`, found));
