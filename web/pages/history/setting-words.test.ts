// In the journal every field that an editor of the settings may change has a name, every code a
// word.
import assert from 'node:assert/strict';
import test from 'node:test';
import { FieldEdit } from '#contract/custom-fields';
import { LossReasonEdit, SourceEdit } from '#contract/deal-dictionaries';
import { LeadStageEdit } from '#contract/lead-stages';
import { OwnEntityEdit } from '#contract/own-entities';
import { ENTERS_WHEN, PipelineEdit, StageEdit, STAGE_COLOURS } from '#contract/pipelines';
import { ACTIONS, ENTITIES, FIELD_GROUPS, SCOPES } from '#contract/rights';
import { stageRules } from '#contract/stage-rules';
import { DepartmentEdit, EmployeeEdit, RoleEdit } from '#contract/staff';
import { nameOfField, wordsOfEvent } from './event-words.ts';

const EDITORS: [string, object][] = [
  ['pipeline', PipelineEdit], ['pipeline', StageEdit], ['stage', stageRules.body!],
  ['source', SourceEdit], ['lossReason', LossReasonEdit], ['leadStage', LeadStageEdit],
  ['ownEntity', OwnEntityEdit], ['customField', FieldEdit], ['employee', EmployeeEdit],
  ['department', DepartmentEdit], ['role', RoleEdit],
];

/** The one change of an event; where it is the title, the list of changes is empty. */
function told(kind: string, field: string, old: unknown, now: unknown): string {
  const words = wordsOfEvent({
    kind, source: 'ui', data: { changes: { [field]: { old, new: now } } },
  });
  const [change] = words.changes;
  return change ? `${change.label}: ${change.old} → ${change.new}` : words.title;
}

test('every field of every editor of the settings is called in Russian', () => {
  const unnamed = EDITORS.flatMap(([entity, schema]) =>
    Object.keys((schema as { properties: object }).properties)
      .filter((field) => field !== 'version' && !/[а-яё]/i.test(nameOfField(entity, field)))
      .map((field) => `${entity}.${field}`));
  assert.deepEqual(unnamed, []);
});

test('so is what is changed of keys, bases and the server of mail', () => {
  assert.equal(told('setting.keyBound', 'base', null, 'ut'), 'База 1С: пусто → ut');
  assert.equal(told('exchange.epochConfirmed', 'epoch', 'e1', 'e2'), 'Эпоха базы: e1 → e2');
  assert.equal(told('exchange.baseWatched', 'watched', true, false),
    'Следить за связью: да → нет');
  const server = { host: 'mail.test', port: 25, secure: false, sender: 'crm@mail.test' };
  assert.equal(told('setting.changed', 'mailServer', null, server),
    'Почтовый сервер: пусто → Сервер: mail.test, От кого: crm@mail.test');
});

test('codes of rights, stages and hidden fields are told in words', () => {
  assert.equal(told('role.edited', 'deal.export', null, 'own'), 'Сделки: выгружать: пусто → свои');
  assert.equal(told('role.edited', 'hidden', ['line.cost'], []),
    'Скрытые поля: Себестоимость → пусто');
  assert.equal(told('pipeline.stagesReordered', 'order', ['А', 'Б'], ['Б', 'А']),
    'Порядок: А, Б → Б, А');
  assert.equal(told('stage.rulesSet', 'requiredFields', [], ['companyId', 'comment']),
    'Обязательные поля: пусто → Клиент, Комментарий');
  const codes: [string, string, readonly string[]][] = [
    ['pipeline.stageEdited', 'colour', STAGE_COLOURS],
    ['pipeline.stageEdited', 'entersWhen', ENTERS_WHEN],
    ['pipeline.stageEdited', 'semantics', ['open', 'won', 'lost']],
    ['role.edited', 'hidden', FIELD_GROUPS], ['role.edited', 'deal.read', SCOPES],
    ...ENTITIES.flatMap((entity) => ACTIONS.map((action): [string, string, string[]] =>
      ['role.edited', `${entity}.${action}`, ['all']])),
  ];
  for (const [kind, field, all] of codes) {
    for (const code of all) assert.doesNotMatch(told(kind, field, null, code), /[a-z]/, field);
  }
});
