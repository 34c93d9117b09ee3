// Stages and topics a new installation begins with.
import type { Tx } from '#platform/database';

type StagePreset = { code: string; name: string; colour: string; semantics?: 'won' | 'lost' };

/** The ways of a lead: the program itself moves it by these codes, so they are never renamed. */
export const STAGES = {
  fresh: 'new', working: 'working', passed: 'passed', converted: 'converted',
} as const;

const PRESETS: readonly StagePreset[] = [
  { code: STAGES.fresh, name: 'Новый', colour: 'gray' },
  { code: STAGES.working, name: 'В работе у оператора', colour: 'blue' },
  { code: STAGES.passed, name: 'Передан (ожидает приёма)', colour: 'violet' },
  { code: STAGES.converted, name: 'Сконвертирован', colour: 'green', semantics: 'won' },
  { code: 'spam', name: 'Спам', colour: 'red', semantics: 'lost' },
  { code: 'foreign', name: 'Не наш профиль', colour: 'red', semantics: 'lost' },
  { code: 'repeated', name: 'Дубль/повтор', colour: 'red', semantics: 'lost' },
  { code: 'unreached', name: 'Не дозвонились', colour: 'red', semantics: 'lost' },
];

const TOPICS: readonly { name: string; needsText?: boolean }[] = [
  { name: 'Подбор оборудования' }, { name: 'Счёт или КП' }, { name: 'Наличие и срок' },
  { name: 'Запчасти и расходники' }, { name: 'Сервис и гарантия' }, { name: 'Доставка' },
  { name: 'Документы и бухгалтерия' }, { name: 'Другое', needsText: true },
];

/** Adds what an empty installation lacks; a list that exists is its administrators'. */
export async function ensureLeadPresets(tx: Tx): Promise<void> {
  await tx.query(
    `insert into leads.stage (code, name, position, semantics, colour)
     select code, name, position, coalesce(semantics, 'open'), colour
     from jsonb_to_recordset($1::jsonb) as s (code text, name text, position int,
       semantics text, colour text)
     on conflict (code) do nothing`,
    [JSON.stringify(PRESETS.map((stage, index) => ({ ...stage, position: index + 1 })))]);
  await tx.query(
    `insert into leads.topic (name, position, needs_text)
     select name, position, coalesce("needsText", false)
     from jsonb_to_recordset($1::jsonb) as t (name text, position int, "needsText" boolean)
     where not exists (select from leads.topic)
     order by position`,
    [JSON.stringify(TOPICS.map((topic, index) => ({ ...topic, position: index + 1 })))]);
}
