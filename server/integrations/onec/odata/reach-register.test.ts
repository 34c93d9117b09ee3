// Telephones of a base that keeps them in a register: they come with their owners, and one that was
// changed alone is noticed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createBase, type FakeBase, type FakeObject } from '#test/onec-fake/base';
import { listedFaults } from '#test/onec-fake/odata/faults';
import {
  FAKE_LOGIN, FAKE_PASSWORD, startFakeOdata, type FakeOdata,
} from '#test/onec-fake/odata/server';
import { createRandom } from '#test/onec-fake/random';
import { fillRefs } from '#test/onec-fake/verbs-refs';
import { viewOf } from './map-parts.ts';
import { openNames } from './names.ts';
import { UT103 } from './profiles/ut103.ts';
import { openReaches } from './reach-register.ts';
import { readByKeys, type Reader } from './read-objects.ts';
import { listVersions } from './versions.ts';
import { mapFound } from './work.ts';

let base: FakeBase;
let fake: FakeOdata;
let reader: Reader;
let nowMs = 0;

before(async () => {
  base = createBase(createRandom(3));
  fillRefs(base, { employees: 2, products: 2, companies: 12 });
  fake = await startFakeOdata({ base });
  const root = `${fake.url}/odata/standard.odata`;
  reader = { sizes: new Map(), connection: { root, login: FAKE_LOGIN, password: FAKE_PASSWORD } };
});
after(() => fake.close());

const source = UT103.sources.find(({ type }) => type === 'company')!;
const nobody = { from: null, to: null };

function work() {
  // oxlint-disable-next-line typescript/require-await -- a stream is asynchronous by its nature.
  const names = openNames(UT103, new Set(), async function* () { yield {}; });
  const reaches = openReaches(UT103.names.reaches!, reader, () => nowMs);
  return { reader, view: viewOf(UT103, names, reaches) };
}

async function read({ view }: ReturnType<typeof work>, uids: string[]) {
  const found = [];
  for await (const entity of readByKeys(reader, source.set, uids)) found.push({ source, entity });
  return mapFound(view, found);
}

const company = (at: number) =>
  base.objects.get(base.uids.company[at]!) as FakeObject<'company'>;
const asked = (what: string) => fake.requests.filter((line) => line.includes(what)).length;

test('an object has the telephones of the register, asked for by its own type', async () => {
  fake.requests.length = 0;
  const mapped = await read(work(), base.uids.company);
  assert.equal(mapped.length, 12);
  for (const { uid, body } of mapped) {
    const own = base.objects.get(uid) as FakeObject<'company'>;
    assert.deepEqual([body?.['phones'], body?.['emails'], body?.['address']],
      [own.body.phones, own.body.emails, own.body.address]);
  }
  assert.ok(asked('cast(guid') >= 3, 'five at a time: the name of a set is long');
});

test('a telephone that was changed alone gives its owner another version', async () => {
  const first = await listVersions(work(), source, nobody);
  const [before] = await read(work(), [company(0).uid]);
  assert.equal(first.get(company(0).uid)?.dataVersion, before?.dataVersion,
    'a list and an object agree, or everything would be read anew every day');
  // Without a new revision: in 1C the company itself was not written.
  base.objects.set(company(0).uid, { ...company(0),
    body: { ...company(0).body, phones: ['+7 812 000-00-00'] } });
  const next = await listVersions(work(), source, nobody);
  const changed = [...next].filter(([uid, one]) =>
    first.get(uid)?.dataVersion !== one.dataVersion).map(([uid]) => uid);
  assert.deepEqual(changed, [company(0).uid]);
});

test('what a walk has read of the register serves the objects that it reads next', async () => {
  const walk = work();
  await listVersions(walk, source, nobody);
  fake.requests.length = 0;
  await read(walk, base.uids.company);
  assert.equal(asked('InformationRegister'), 0);
  nowMs += 60 * 60_000;
  await read(walk, [company(1).uid]);
  assert.equal(asked('InformationRegister'), 1, 'an hour later it is asked again');
});

test('a register that 1C refuses leaves its owners as they are, and says why', async () => {
  fake.plan = listedFaults([{
    on: 'InformationRegister', fault: { kind: 'error', status: 500, shape: 'xml', code: '-1' } }]);
  const refusing = work();
  const listed = await listVersions(refusing, source, nobody);
  const [one] = await read(refusing, [company(2).uid]);
  assert.deepEqual([one?.body?.['name'], one?.body?.['phones']], [company(2).body.name, []]);
  assert.equal(listed.get(company(2).uid)?.dataVersion, one?.dataVersion);
  assert.match(refusing.view.reaches?.refused() ?? '', /1С отказала/);
});

test('a page of the register that is too heavy is asked for in parts', async () => {
  fake.plan = listedFaults([
    { on: 'InformationRegister', fault: { kind: 'error', status: 500, shape: '#exception' } }]);
  const listed = await listVersions(work(), source, nobody);
  assert.equal(listed.size, 12);
  assert.match(fake.requests.at(-1) ?? '', /\$top=250/);
});
