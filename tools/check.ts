// The quick gate: types, lint, architecture, tidiness, pure unit tests. Under two minutes.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { REPOSITORY } from './guards/source-files.ts';
import { pureTests, testsUnder } from './pure-tests.ts';

type Step = { name: string; words: string[] };
type Outcome = { name: string; passed: boolean; seconds: string; output: string };

const packageFile = (name: string) => path.join(REPOSITORY, 'node_modules', name);

const QUICK_RESOLVE = new URL('quick-resolve.mjs', import.meta.url).href;

const TYPES: Step = {
  name: 'types (tsc -b)',
  words: [packageFile('typescript/bin/tsc'), '-b', '--pretty', 'false'],
};
const LINT: Step = {
  name: 'lint (oxlint)',
  words: [packageFile('oxlint/bin/oxlint'), '--deny-warnings', '.'],
};

function testStep(name: string, files: string[]): Step {
  return { name, words: ['--import', QUICK_RESOLVE, '--test', '--test-reporter=dot', ...files] };
}

function run({ name, words }: Step): Promise<Outcome> {
  const start = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: REPOSITORY });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.on('close', (status) => {
      const seconds = ((Date.now() - start) / 1000).toFixed(1);
      resolve({ name, passed: status === 0, seconds, output });
    });
  });
}

function report({ name, passed, seconds, output }: Outcome): void {
  console.log(`${passed ? '✔' : '✖'} ${name} ${seconds} s`);
  if (!passed) console.log(output.trimEnd());
}

async function inTurn(steps: Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    const outcome = await run(step);
    report(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

const unitTests = pureTests();
const rest = [
  LINT,
  testStep('architecture and tidiness', testsUnder('tools')),
  ...(unitTests.length > 0 ? [testStep('pure unit tests', unitTests)] : []),
];

// The compiler takes one core for most of the time; everything else fits beside it.
const outcomes = (await Promise.all([inTurn([TYPES]), inTurn(rest)])).flat();
const failed = outcomes.filter((outcome) => !outcome.passed).map((outcome) => outcome.name);
console.log(failed.length === 0 ? 'check passed' : `check failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
