// What was found: verdicts are counted, findings are grouped by what is wrong.

export class Report {
  constructor() {
    this.checks = new Map(); // name → { what, passed, failed, seconds, groups }
  }

  check(name, what) {
    if (!this.checks.has(name)) this.checks.set(name, { name, what, passed: 0, failed: 0, seconds: 0, groups: new Map() });
    return this.checks.get(name);
  }

  // verdict counts one look at one thing. A finding is {wrong, at}: wrong says what
  // is amiss in words that fit every case of it, at says where.
  verdict(name, place, findings) {
    const check = this.check(name);
    if (findings.length === 0) check.passed++; else check.failed++;
    for (const { wrong, at } of findings) {
      if (!check.groups.has(wrong)) check.groups.set(wrong, []);
      check.groups.get(wrong).push(at ? `${place}  ${at}` : place);
    }
  }

  async time(name, work) {
    const start = process.hrtime.bigint();
    try { return await work(); } finally { this.check(name).seconds += Number(process.hrtime.bigint() - start) / 1e9; }
  }

  line(name) {
    const c = this.check(name);
    const verdict = c.failed ? 'FAIL' : 'ok  ';
    return `${verdict} ${c.name.padEnd(10)} ${String(c.passed + c.failed).padStart(6)} looks ${String(c.failed).padStart(5)} failed ${c.seconds.toFixed(1).padStart(7)} s  ${c.what}`;
  }

  // findings lists the groups of a check, the most frequent first, with a few places each.
  findings(name, places = 4) {
    return [...this.check(name).groups].sort((a, b) => b[1].length - a[1].length).flatMap(([wrong, ats]) => [
      `  ${name}: ${wrong} (${ats.length})`,
      ...ats.slice(0, places).map((at) => `      ${at}`),
      ...(ats.length > places ? [`      … and ${ats.length - places} more`] : []),
    ]);
  }

  get passed() { return sum([...this.checks.values()].map((c) => c.passed)); }
  get failed() { return sum([...this.checks.values()].map((c) => c.failed)); }
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
