import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { addDays } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { overviewAbsences } from './absences-overview.ts';
import { cancelAbsence, planAbsence } from './absences.ts';

let db: Db;
let people: People;
let head: Context;
let manager: Context;
let stranger: Context;
const today = companyToday(new Date());
const day = (days: number) => addDays(today, days);

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  head = await contextOf(db, people.head);
  manager = await contextOf(db, people.manager);
  stranger = await contextOf(db, people.stranger);
});

const period = { from: today, until: day(60) };
const rowOf = async (ctx: Context, id: number) =>
  (await overviewAbsences(ctx, period)).find((row) => row.id === id);

test('a head plans for the people they lead and nobody else; colleagues do not', async () => {
  const plan = { fromOn: day(10), untilOn: day(20), kind: 'sick' as const };
  const made = await planAbsence(head,
    { id: people.manager.id, ...plan, deputyId: people.colleague.id });
  assert.equal(made.state, 'planned');
  await assert.rejects(planAbsence(head, { id: people.stranger.id, ...plan }),
    { code: 'right.missing' });
  await assert.rejects(planAbsence(manager, { id: people.colleague.id, ...plan }),
    { code: 'right.missing' });
  await assert.rejects(
    planAbsence(head, { id: people.colleague.id, ...plan, deputyId: people.stranger.id }),
    { code: 'field.invalid' });
});

test('the strip shows conflicts; why somebody is away is for planners and the person', async () => {
  await planAbsence(head,
    { id: people.colleague.id, fromOn: day(20), untilOn: day(25), deputyId: people.manager.id });
  const seen = await rowOf(head, people.manager.id);
  assert.equal(seen?.mayPlan, true);
  assert.deepEqual(seen?.absences.map(({ kind, deputyAway }) => [kind, deputyAway]),
    [['sick', true]]);
  assert.equal((await rowOf(manager, people.manager.id))?.absences[0]?.kind, 'sick');
  const colleague = await contextOf(db, people.colleague);
  const foreign = await rowOf(colleague, people.manager.id);
  assert.deepEqual([foreign?.mayPlan, foreign?.absences[0]?.kind], [false, 'other']);
  assert.equal(await rowOf(stranger, people.manager.id), undefined);
  await assert.rejects(overviewAbsences(head, { from: today, until: day(500) }),
    { code: 'field.invalid' });
});

test('a cancelled absence frees the days and ends the conflict', async () => {
  const [planned] = (await rowOf(head, people.colleague.id))!.absences;
  await assert.rejects(cancelAbsence(stranger, planned!.id), { code: 'right.missing' });
  await cancelAbsence(head, planned!.id);
  assert.equal((await rowOf(head, people.manager.id))?.absences[0]?.deputyAway, false);
});
