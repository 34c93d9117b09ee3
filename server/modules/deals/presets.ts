// Pipelines, stages and sources a new installation begins with; administrators change them later.
import type { Tx } from '#platform/database';

type StagePreset = {
  code: string;
  name: string;
  colour: string;
  semantics?: 'won' | 'lost';
  entersWhen?: 'invoiced' | 'partlyPaid' | 'paid' | 'shipping' | 'completed';
};

const WON: StagePreset = {
  code: 'won', name: 'Закрыта', colour: 'green', semantics: 'won', entersWhen: 'completed',
};
const LOST: StagePreset = { code: 'lost', name: 'Отказ', colour: 'red', semantics: 'lost' };

const PIPELINES: { code: string; name: string; stages: StagePreset[] }[] = [
  {
    code: 'quick',
    name: 'Быстрая продажа',
    stages: [
      { code: 'request', name: 'Заявка', colour: 'gray' },
      { code: 'invoiced', name: 'Счёт выставлен', colour: 'violet', entersWhen: 'invoiced' },
      {
        code: 'partlyPaid', name: 'Частично оплачен', colour: 'orange', entersWhen: 'partlyPaid',
      },
      { code: 'paid', name: 'Оплачен', colour: 'teal', entersWhen: 'paid' },
      { code: 'shipping', name: 'Отгружается', colour: 'green', entersWhen: 'shipping' },
      WON,
      LOST,
    ],
  },
  {
    code: 'project',
    name: 'Проект/тендер',
    stages: [
      { code: 'qualification', name: 'Квалификация', colour: 'gray' },
      { code: 'selection', name: 'Подбор и инженер', colour: 'blue' },
      { code: 'offer', name: 'ТКП', colour: 'blue' },
      { code: 'reservation', name: 'Бронь', colour: 'violet' },
      { code: 'tender', name: 'Тендер подан', colour: 'violet' },
      { code: 'contract', name: 'Договор', colour: 'violet' },
      { code: 'invoiced', name: 'Счёт', colour: 'orange', entersWhen: 'invoiced' },
      { code: 'payment', name: 'Оплата', colour: 'orange', entersWhen: 'partlyPaid' },
      { code: 'shipping', name: 'Отгрузка', colour: 'green', entersWhen: 'shipping' },
      WON,
      LOST,
    ],
  },
];

const SOURCES: [code: string, name: string][] = [
  ['call', 'Звонок'], ['letter', 'Письмо'], ['site', 'Заказ с сайта'], ['chat', 'Чат'],
  ['dealer', 'Дилер'], ['tender', 'Тендерная площадка'], ['repeat', 'Повторная продажа'],
  ['onec', 'Заказ в 1С'],
];

const OTHER_REASON = 'Другое';
const LOSS_REASONS = [
  'Дорого', 'Не подошли сроки', 'Выбрали другого поставщика', 'Проект отложен',
  'Нет в ассортименте', 'Заказ отменён в 1С', OTHER_REASON,
];

/** Adds what an empty installation lacks; never touches a pipeline that exists. */
export async function ensurePresets(tx: Tx): Promise<void> {
  for (const [index, pipeline] of PIPELINES.entries()) {
    const { rows } = await tx.query<{ id: number }>(
      `insert into deals.pipeline (code, name, position) values ($1, $2, $3)
       on conflict (code) do nothing returning id`,
      [pipeline.code, pipeline.name, index + 1]);
    const id = rows[0]?.id;
    if (id !== undefined) await addStages(tx, id, pipeline.stages);
  }
  await tx.query(
    `insert into deals.source (code, name, position)
     select code, name, position
     from jsonb_to_recordset($1::jsonb) as s (code text, name text, position int)
     on conflict do nothing`,
    [JSON.stringify(SOURCES.map(([code, name], index) => ({ code, name, position: index + 1 })))]);
  await tx.query(`update deals.pipeline set is_default = true
    where code = 'quick' and not exists (select from deals.pipeline where is_default)`);
  await tx.query(
    `insert into deals.loss_reason (name, position, needs_text)
     select r.name, r.place, r.name = $2
     from unnest($1::text[]) with ordinality as r (name, place)
     where not exists (select from deals.loss_reason)`, [LOSS_REASONS, OTHER_REASON]);
}

async function addStages(tx: Tx, pipelineId: number, stages: StagePreset[]): Promise<void> {
  await tx.query(
    `insert into deals.stage (pipeline_id, code, name, position, semantics, colour, enters_when)
     select $1, code, name, position, coalesce(semantics, 'open'), colour, "entersWhen"
     from jsonb_to_recordset($2::jsonb) as s (code text, name text, position int,
       semantics text, colour text, "entersWhen" text)`,
    [pipelineId, JSON.stringify(
      stages.map((stage, index) => ({ ...stage, position: index + 1 })))]);
}
