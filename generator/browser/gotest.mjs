// Runs `go test` with the given arguments and prints what it prints; a test that was skipped counts as failed, and so
// does a package in which none was found to run.
//
//   node gotest.mjs -timeout 30m ./...
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

// A skip that no installed program could prevent, with the reason.
const fair = [
  /root may read everything/, // a file that may not be read: tested where the tests do not run as root
];

const go = spawn('go', ['test', '-json', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] });
const said = new Map(); // package and test → its output
const skipped = [];
const empty = [];

for await (const line of createInterface({ input: go.stdout })) {
  let event;
  try { event = JSON.parse(line); } catch { console.log(line); continue; }
  const { Action: action, Package: name, Test: test, Output: output = '' } = event;
  const key = `${name} ${test ?? ''}`;
  if (action === 'build-output') process.stdout.write(output);
  else if (action === 'output') {
    if (!output.startsWith('=== ')) said.set(key, (said.get(key) ?? '') + output);
    if (!test && /no tests to run/.test(output) && !empty.includes(name)) empty.push(name);
    if (!test && /^(ok|FAIL|panic:|\?)\s/.test(output) && !/no test files/.test(output)) process.stdout.write(output);
  } else if (action === 'fail') process.stdout.write(test ? said.get(key) ?? '' : (said.get(key) ?? '').replace(/^(ok|FAIL|PASS).*\n/gm, ''));
  else if (action === 'skip' && test && !fair.some((f) => f.test(said.get(key) ?? ''))) skipped.push(`--- SKIP: ${name} ${test}: ${(said.get(key) ?? '').split('\n').filter((l) => /\.go:\d+:/.test(l)).join(' ').trim()}`);
  if (action === 'fail' && !test) { // what a test had said that ended with its program has no end of its own
    for (const [of, words] of said) if (of !== key && of.startsWith(`${name} `)) process.stdout.write(words);
  }
  if (['pass', 'fail', 'skip'].includes(action)) said.delete(key);
}
const code = go.exitCode ?? await new Promise((resolve) => go.on('close', resolve));
for (const line of skipped) console.log(`${line}\n--- FAIL: nothing may be skipped here`);
for (const name of empty) console.log(`--- FAIL: ${name}: no test was found to run`);
process.exit(code !== 0 || skipped.length > 0 || empty.length > 0 ? 1 : 0);
