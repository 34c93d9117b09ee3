// Pipelines are changed while deals stand in them: nothing is lost, closed or reopened silently.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { EditedPipeline } from '#contract/pipelines';
import type { Context } from '#platform/context';
import { one, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import {
  addDeal, addDepartment, addPerson, type Person, seedPresets, stageId, TEST_NOW,
} from '#test/factory';
import { createDeal } from '../create-deal.ts';
import { editDeal } from '../edit-deal.ts';
import { moveStage } from '../move-stage.ts';
import { readCard } from '../read-card.ts';
import { readPipelines } from '../read-pipelines.ts';
import { setStageRules } from '../stage-rules.ts';
import { archivePipeline, archiveStage, restorePipeline, restoreStage } from './archive-stage.ts';
import { createPipeline, editPipeline } from './edit-pipeline.ts';
import { createStage, editStage, orderStages } from './edit-stage.ts';
import { createLossReason, readLossReasons } from './loss-reasons.ts';
import { movePipeline } from './move-pipeline.ts';
import { readEditedPipelines, readUsage } from './read-edited.ts';
import { followMergedSources } from './follow-sources.ts';
import { createSource, editSource, mergeSource } from './sources.ts';
import { moveStageDeals } from './stage-moves-due.ts';

let db: Db;
let manager: Person;
let admin: Context;
let department: number;
const now = () => TEST_NOW;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  department = await addDepartment(db);
  manager = await addPerson(db, { departmentId: department });
  admin = (await addPerson(db, { departmentId: department, role: 'administrator' })).ctx;
});

const pipeline = async (code: string): Promise<EditedPipeline> =>
  (await readEditedPipelines(db)).find((each) => each.code === code)!;
const referenced = { code: 'record.referenced' };

test('a stage with deals is archived only with a target, and its deals move with history',
  async () => {
    const id = await stageId(db, 'project', 'tender');
    const to = await stageId(db, 'project', 'contract');
    const deals: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const deal = await addDeal(manager, { pipelineId: (await pipeline('project')).id });
      await moveStage(manager.ctx, { id: deal, stageId: id });
      deals.push(deal);
    }
    const { version } = await pipeline('project');
    await assert.rejects(archiveStage(admin, { id, version }),
      { code: 'field.invalid', detail: /Tender|сделок: 3/ });
    const won = await stageId(db, 'project', 'won');
    await assert.rejects(archiveStage(admin, { id, version, toStageId: won }),
      { code: 'field.invalid' });
    const after = await archiveStage(admin, { id, version, toStageId: to });
    assert.equal(after.stages.find((stage) => stage.id === id)?.movesTo?.id, to);
    await assert.rejects(moveStage(manager.ctx, { id: deals[0]!, stageId: won })
      .then(() => moveStage(manager.ctx, { id: deals[0]!, stageId: id })),
    { code: 'stage.forbidden' });
    assert.equal(await moveStageDeals(db, now), 2);
    const card = await readCard(manager.ctx, deals[1]!);
    assert.equal(card.stageId, to);
    const event = await one<{ data: { by: string; changes: { stageId: object } }; source: string }>(
      db, `select data, source from platform.event where entity = 'deal' and entity_id = $1
           order by id desc limit 1`, [deals[1]!]);
    assert.equal(event?.data.by, 'setting');
    assert.deepEqual(event?.data.changes.stageId,
      { old: { id, name: 'Тендер подан' }, new: { id: to, name: 'Договор' } });
    const shown = (await readPipelines(manager.ctx)).find((each) => each.code === 'project');
    assert.ok(!shown?.stages.some((stage) => stage.id === id), 'the board shows it no more');
    await restoreStage(admin, { id });
    assert.equal((await readUsage(db, shown!.id)).find((row) => row.stageId === id)?.deals, 0);
  });

test('an edit of a version that has passed is refused and changes nothing', async () => {
  const { id, version } = await pipeline('quick');
  const after = await editPipeline(admin, { id, version, name: 'Быстрые' });
  assert.equal(after.version, version + 1);
  await assert.rejects(editPipeline(admin, { id, version, name: 'Поздно' }),
    { code: 'record.changed' });
  await assert.rejects(editPipeline(manager.ctx, { id, version: version + 1, name: 'Нельзя' }),
    { code: 'right.missing' });
  await editPipeline(admin, { id, version: version + 1, name: 'Быстрая продажа' });
});

test('every pipeline keeps work, success and refusal, and closed deals keep their end',
  async () => {
    const made = await createPipeline(admin, { name: 'Сервис' });
    const [open, won, lost] = made.stages;
    for (const stage of [open, won, lost]) {
      await assert.rejects(archiveStage(admin, { id: stage!.id, version: made.version }),
        referenced);
      await assert.rejects(editStage(admin, {
        id: stage!.id, version: made.version, semantics: stage === won ? 'lost' : 'won',
      }), referenced);
    }
    const more = await createStage(admin,
      { id: made.id, version: made.version, name: 'Принята', semantics: 'won', colour: 'teal' });
    const second = more.stages.find((stage) => stage.name === 'Принята')!;
    assert.deepEqual(more.stages.map((stage) => stage.name),
      ['Новая', 'Закрыта', 'Принята', 'Отказ']);
    const deal = await addDeal(manager, { pipelineId: made.id });
    await moveStage(manager.ctx, { id: deal, stageId: second.id });
    await assert.rejects(
      editStage(admin, { id: second.id, version: more.version, semantics: 'lost' }), referenced);
    const ids = more.stages.map((stage) => stage.id).toReversed();
    const turned = await orderStages(admin, { id: made.id, version: more.version, ids });
    assert.deepEqual(turned.stages.map((stage) => stage.id), ids);
    await assert.rejects(
      orderStages(admin, { id: made.id, version: turned.version, ids: ids.slice(1) }),
      { code: 'field.invalid' });
  });

test('a pipeline goes with all its deals and comes back; the one of 1C stays', async () => {
  const quick = await pipeline('quick');
  const whole = { id: quick.id, version: quick.version, targets: [] };
  await assert.rejects(archivePipeline(admin, whole), referenced);
  const made = await createPipeline(admin, { name: 'Аренда', copyFromId: quick.id });
  const deal = await addDeal(manager, { pipelineId: made.id });
  const input = { id: made.id, version: made.version };
  await assert.rejects(archivePipeline(admin, { ...input, targets: [] }),
    { code: 'field.invalid' });
  const toStageId = await stageId(db, 'project', 'qualification');
  await archivePipeline(admin, {
    ...input, targets: [{ stageId: made.stages[0]!.id, toStageId }],
  });
  await moveStageDeals(db, now);
  const card = await readCard(manager.ctx, deal);
  assert.deepEqual([card.pipelineId, card.stageId],
    [(await pipeline('project')).id, toStageId]);
  await restorePipeline(admin, { id: made.id });
  const back = (await readPipelines(manager.ctx)).find((each) => each.id === made.id);
  assert.equal(back?.stages.length, made.stages.length);
});

test('a deal moves to another pipeline by the meaning of its stage', async () => {
  const deal = await addDeal(manager);
  const project = await pipeline('project');
  await moveStage(manager.ctx, { id: deal, stageId: await stageId(db, 'quick', 'invoiced') });
  const seenBefore = await stageId(db, 'quick', 'request');
  await assert.rejects(
    movePipeline(manager.ctx, { id: deal, pipelineId: project.id, fromStageId: seenBefore }),
    { code: 'record.changed' }, 'somebody has moved it meanwhile');
  const moved = await movePipeline(manager.ctx, {
    id: deal, pipelineId: project.id, fromStageId: await stageId(db, 'quick', 'invoiced'),
  });
  assert.equal(moved.stageId, await stageId(db, 'project', 'invoiced'), 'the same code');
  await assert.rejects(movePipeline(manager.ctx, {
    id: deal, pipelineId: (await pipeline('quick')).id,
    stageId: await stageId(db, 'quick', 'won'),
  }), { code: 'stage.forbidden' });
});

test('only departments named for a pipeline begin deals in it', async () => {
  const child = await addDepartment(db, 'Внутри', department);
  const own = await addPerson(db, { departmentId: child });
  const stranger = await addPerson(db, { departmentId: await addDepartment(db) });
  const { id, version } = await createPipeline(admin, { name: 'Свои' });
  await editPipeline(admin, { id, version, departmentIds: [department] });
  await createDeal(own.ctx, { title: 'Из подотдела', pipelineId: id });
  await assert.rejects(createDeal(stranger.ctx, { title: 'Чужая', pipelineId: id }),
    { code: 'field.invalid' });
  const seen = await readPipelines(stranger.ctx);
  assert.equal(seen.find((each) => each.id === id)?.mayUse, false);
});

test('a reason of the list counts, demands its words and belongs to its pipeline', async () => {
  const project = await pipeline('project');
  const lostStage = await stageId(db, 'quick', 'lost');
  const other = (await readLossReasons(db)).find((reason) => reason.name === 'Другое')!;
  const foreign = await createLossReason(admin,
    { name: 'Проиграли тендер', pipelineId: project.id });
  const id = await addDeal(manager);
  const lose = (reason: object) => moveStage(manager.ctx, { id, stageId: lostStage, ...reason });
  await assert.rejects(lose({}), { code: 'field.invalid' });
  await assert.rejects(lose({ lossReasonId: other.id }), { code: 'field.invalid' });
  await assert.rejects(lose({ lossReasonId: foreign.id }), { code: 'field.invalid' });
  await lose({ lossReasonId: other.id, lostReason: 'сгорел склад' });
  assert.equal((await readCard(manager.ctx, id)).lostReason, 'Другое: сгорел склад');
  const kept = await one<{ id: number }>(db,
    'select loss_reason_id as id from deals.deal where id = $1', [id]);
  assert.equal(kept?.id, other.id);
});

test('a merged source passes its deals on and takes no new ones', async () => {
  const channel = await createSource(admin, { name: 'Реклама' });
  const from = await createSource(admin, { name: 'Яндекс', parentId: channel.id });
  const into = await createSource(admin, { name: 'Яндекс Директ', parentId: channel.id });
  await assert.rejects(editSource(admin, { id: channel.id, parentId: into.id }),
    { code: 'field.invalid' });
  const id = await addDeal(manager, { sourceId: from.id });
  await mergeSource(admin, { id: from.id, intoId: into.id });
  await followMergedSources(db, now);
  const card = await readCard(manager.ctx, id);
  assert.equal(card.source?.id, into.id);
  await assert.rejects(
    editDeal(manager.ctx, { id, version: card.version, sourceId: from.id }),
    { code: 'field.invalid' });
});

test('the editor shows the rules of a stage; a copy keeps them, another kind drops the payment',
  async () => {
    const made = await createPipeline(admin, { name: 'С правилами' });
    const won = made.stages.find((stage) => stage.semantics === 'won')!;
    await setStageRules(admin, {
      id: won.id, needsPayment: true, requiredFields: ['companyId'],
    });
    const rulesOf = (of: EditedPipeline, name: string) => {
      const { requiredFields, needsPayment } = of.stages.find((stage) => stage.name === name)!;
      return { requiredFields, needsPayment };
    };
    const copy = await createPipeline(admin, { name: 'Копия правил', copyFromId: made.id });
    assert.deepEqual(rulesOf(copy, won.name),
      { requiredFields: ['companyId'], needsPayment: true });
    const spare = await createStage(admin, {
      id: made.id, version: made.version, name: 'Запасная', semantics: 'won', colour: 'green',
    });
    const edited = await editStage(admin, {
      id: won.id, version: spare.version, semantics: 'open',
    });
    assert.deepEqual(rulesOf(edited, won.name),
      { requiredFields: ['companyId'], needsPayment: false });
  });
