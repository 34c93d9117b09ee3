// `npm run prove [-- NAME…]`: the acceptance lines of the exchange at their full size. Each line
// is a test that `npm test` runs smaller; its result goes into bench/results/prove-DATE.md, where
// a repeated line replaces its older row. Lines are proven in the order of the list below, not in
// that of NAMEs. Exit status 1 when any line fails.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { describeMachine, loadNow, machine, today } from '#test/machine';

type Line = {
  name: string;
  /** What is proven, for the table. */
  claim: string;
  files: string[];
  env?: Record<string, string>;
  pattern?: string;
};

const ONEC = 'server/integrations/onec';
const LINES: Line[] = [
  {
    name: 'convergence', files: [`${ONEC}/convergence.test.ts`],
    claim: '20 seeds × 10,000 items, shuffled, 30 % doubled, 1 % corrupted: the state in order',
    env: { VERSTAK_CONVERGENCE_SEEDS: '20', VERSTAK_CONVERGENCE_ITEMS: '10000' },
  },
  {
    name: 'kill', files: [`${ONEC}/kill.test.ts`],
    claim: '50 × kill -9 during a push of 20,000: nothing lost, nothing twice, Σ equal',
    env: { VERSTAK_KILLS: '50', VERSTAK_KILL_ITEMS: '20000' },
  },
  {
    name: 'commands', files: [`${ONEC}/commands/command-kill.test.ts`],
    claim: '300 deals for 1C through 50 × kill -9 of the server and its PostgreSQL in turn: one '
      + 'order each, no company twice, no echo',
    env: { VERSTAK_COMMAND_DEALS: '300', VERSTAK_COMMAND_KILLS: '50' },
  },
  {
    name: 'site-kill', files: [`${ONEC}/site/site-kill.test.ts`],
    claim: '20 × kill -9 while a CommerceML file of 60,000 products is taken: each once',
    env: { VERSTAK_SITE_KILLS: '20', VERSTAK_SITE_PRODUCTS: '60000' },
  },
  {
    name: 'commerceml', files: [`${ONEC}/site/dialogue.test.ts`],
    claim: 'the CommerceML dialogue: pieces, zip, repeats, a wrong cookie, encodings, deletions, '
      + 'unconfirmed orders again, broken files held with their neighbours applied',
  },
  {
    name: 'senders', files: [`${ONEC}/senders.test.ts`],
    claim: '8 senders, 20,000 snapshots of 500 orders: no 5xx, last revision, sums right',
    env: { VERSTAK_SENDERS_SNAPSHOTS: '20000' },
  },
  {
    name: 'permutations', files: [`${ONEC}/sums.test.ts`],
    claim: 'every order of arrival, moves, refunds, unposting, deletion: exact sums',
    pattern: 'order of arrival|payment moved|stops counting|advance|currency',
  },
  {
    name: 'percent', files: [`${ONEC}/sums.test.ts`], pattern: 'percent',
    claim: '0.01 short of 10 M is 99 %, total 0 is empty, overpaid is 100 with a flag',
  },
  {
    name: 'mass-kill', files: ['server/mass-kill.test.ts'],
    claim: '2,000 deals to a colleague, to another department and back through 5 × kill -9 of the '
      + 'server each: every deal, its history and readers once, one notice',
    env: { VERSTAK_MASS_DEALS: '2000', VERSTAK_MASS_KILLS: '5' },
  },
  {
    name: 'deferrals', files: [`${ONEC}/deferrals.test.ts`],
    claim: 'moved dates, paid before, server down, other zone: exactly one notice and one task',
  },
  {
    name: 'deferralkill', files: ['server/modules/payments/deferral-kill.test.ts'],
    claim: '30 × kill -9 in the morning of 50,000 deferrals, at each of the tables that a batch '
      + 'writes: each told once',
    env: { VERSTAK_DEFERRALS: '50000', VERSTAK_DEFERRAL_KILLS: '30' },
  },
  {
    name: 'money', files: ['server/money-faces.test.ts'],
    claim: 'a life of 600 acts in 20 chapters: after each, every face of money says what an oracle '
      + 'says, to everybody in the bounds of what they see',
    env: { VERSTAK_MONEY_CHAPTERS: '20', VERSTAK_MONEY_STEPS: '30' },
  },
  {
    name: 'epoch', files: [`${ONEC}/push.test.ts`],
    // The whole file: its tests follow each other on one base.
    claim: 'a restored base applies nothing until confirmed; a copy is a stranger',
  },
  {
    name: 'hmac', files: [`${ONEC}/push.test.ts`], pattern: 'replayed',
    claim: 'wrong, expired and replayed signatures are 401 and counted',
  },
  {
    name: 'digest', files: [`${ONEC}/digest-repair.test.ts`],
    claim: '37 random rows of payments, lines, orders, shipments, tombstones × 5 seeds of 20,000 '
      + 'items: all restored, exactly 37 listed',
    env: { VERSTAK_DIGEST_ITEMS: '20000', VERSTAK_DIGEST_SEEDS: '5' },
  },
  {
    name: 'clocks', files: [`${ONEC}/clock-skew.test.ts`, `${ONEC}/wire/signature.test.ts`],
    claim: 'clocks of 1C and server that are wrong both ways, documents of the future and past: '
      + 'nothing lost, nothing twice, no false delay',
  },
  {
    name: 'slow', files: [`${ONEC}/commands/pull.test.ts`],
    claim: 'a slow 1C: calls that trickle in, answers after minutes, cut off in the middle',
  },
  {
    name: 'disk', files: [
      `${ONEC}/full-disk.test.ts`, `${ONEC}/full-database.test.ts`, 'server/full-disk.test.ts'],
    claim: 'a disk that is full in the middle of a push, a history, a site exchange, an upload or '
      + 'an export: said in words, nothing by halves, nothing lost',
  },
  {
    name: 'odata', files: [`${ONEC}/odata/converge.test.ts`, `${ONEC}/odata/take-changes.test.ts`],
    claim: 'OData, 10 seeds × 400 acts, a fifth of the requests fails: the state of a push; '
      + '30,000 lives of a node, no registration lost',
    env: {
      VERSTAK_ODATA_SEEDS: '10', VERSTAK_ODATA_STEPS: '400', VERSTAK_ODATA_RUNS: '30000',
    },
  },
  {
    name: 'odatakill', files: [`${ONEC}/odata/kill.test.ts`],
    claim: '30 × kill -9 of a poller over OData: nothing lost, nothing twice, sums equal',
    env: { VERSTAK_ODATA_KILLS: '30' },
  },
];

const LINE_TIMEOUT_MS = 90 * 60_000;
const RESULT = join(CHECKOUT, 'bench', 'results', `prove-${today()}.md`);
const HEAD = '| line | what is proven | result | tests | seconds | load | commit |\n'
  + '|---|---|---|---|---|---|---|\n';

type Proof = { line: Line; passed: boolean; summary: string; seconds: number; load: string };

process.exitCode = await prove(process.argv.slice(2));

async function prove(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !LINES.some((line) => line.name === name));
  if (unknown.length > 0) {
    console.error(`Nothing is called ${unknown.join(', ')}; proven are, in this order: ${
      LINES.map((line) => line.name).join(', ')}.`);
    return 2;
  }
  const wanted = LINES.filter((line) => names.length === 0 || names.includes(line.name));
  let failed = 0;
  for (const line of wanted) {
    console.log(`\n── ${line.name}: ${line.claim}`);
    const proof = await run(line);
    if (!proof.passed) failed += 1;
    record(proof);
    console.log(`${proof.passed ? '✔' : '✖'} ${line.name}: ${proof.summary}, ${
      proof.seconds.toFixed(0)} s`);
  }
  return failed > 0 ? 1 : 0;
}

async function run(line: Line): Promise<Proof> {
  const startedAt = performance.now();
  const args = [join(CHECKOUT, 'tools', 'test.ts'), ...line.files,
    `--test-timeout=${LINE_TIMEOUT_MS}`,
    ...(line.pattern ? [`--test-name-pattern=${line.pattern}`] : [])];
  const { status, output } = await spawned(args, line.env ?? {});
  const count = (word: string) =>
    Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  const [pass, fail] = [count('pass'), count('fail')];
  return {
    line,
    // A pattern that matches nothing proves nothing.
    passed: status === 0 && pass > 0 && fail === 0,
    summary: `${pass} passed, ${fail} failed`,
    seconds: (performance.now() - startedAt) / 1000,
    load: loadNow(),
  };
}

function spawned(
  args: string[], env: Record<string, string>,
): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: CHECKOUT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    process.stdout.write(chunk);
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => done({ status, output }));
  });
}

function record({ line, passed, summary, seconds, load }: Proof): void {
  const row = `| ${line.name} | ${line.claim} | ${passed ? 'pass' : '**FAIL**'} | ${summary} | ${
    seconds.toFixed(0)} | ${load} | ${machine().commit} |`;
  const known = existsSync(RESULT) ? readFileSync(RESULT, 'utf8') : '';
  const rows = new Map(known.split('\n').filter((text) => /^\| [a-z-]+ \|/.test(text))
    .map((text) => [text.split('|')[1]?.trim(), text]));
  rows.delete('line');
  rows.set(line.name, row);
  const sorted = LINES.flatMap(({ name }) => rows.get(name) ?? []);
  mkdirSync(dirname(RESULT), { recursive: true });
  writeFileSync(RESULT, `# Acceptance of the exchange, ${today()}\n\n${describeMachine()}\n\n`
    + 'Written by `npm run prove`; the load is that of the minute when the line ended.\n\n'
    + `${HEAD}${sorted.join('\n')}\n`);
}
