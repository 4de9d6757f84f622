// html-validate: its standard and a11y presets over every page.
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

export const name = 'markup';
export const what = 'html-validate, presets standard and a11y, every page';

// Every page has the same configuration, which takes a fifth of the time to put together.
class Once extends StaticConfigLoader {
  getConfigFor(...page) { return this.config ??= super.getConfigFor(...page); }
}

// A rule that is switched off here has its reason beside it. None is.
const rules = {};

export async function run(site, report) {
  const checker = new HtmlValidate(new Once({ root: true, extends: ['html-validate:standard', 'html-validate:a11y'], rules }));
  for (const page of site.pages) {
    const result = await checker.validateString(page.html, page.path);
    report.verdict(name, `${site.name}/${page.path}`, result.results.flatMap((r) => r.messages).map((m) => ({
      wrong: `${m.ruleId}: ${m.message.replace(/"[^"]*"/g, '…')}`,
      at: `${m.line}:${m.column} ${m.message.slice(0, 100)} ${page.html.split('\n')[m.line - 1].slice(Math.max(0, m.column - 30), m.column + 60)}`,
    })));
  }
}
