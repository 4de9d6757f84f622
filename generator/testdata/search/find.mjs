// Asks a built site's own script: node find.mjs FOLDER INDEX < queries, one a line; a line of JSON for each.
// The page is a stand-in that only loads the files of texts which the script asks for.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const [folder, language] = process.argv.slice(2);
const assets = readdirSync(join(folder, 'assets'));
const run = (name) => vm.runInContext(readFileSync(join(folder, 'assets', name), 'utf8'), page);
const page = vm.createContext({
  addEventListener() {},
  location: { protocol: 'file:' },
  document: {
    querySelector: () => null,
    head: { append(script) { run(script.src.split('/').pop()); script.onload(); } },
    createElement: () => ({}),
  },
});
page.window = page;
run(assets.find((f) => /^site\.[0-9a-f]+\.js$/.test(f)));
run(assets.find((f) => new RegExp(`^index-${language}\\.[0-9a-f]+\\.js$`).test(f)));

for (const query of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  let answered = false;
  page.tasseiFind(query, (hits) => {
    answered = true;
    console.log(JSON.stringify((hits ?? []).map((n) => page.tasseiIndex.pages[n][0])));
  });
  if (!answered) console.log('null');
}
