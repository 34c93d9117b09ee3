// What a person may import: the nouns they have the right for, with every field of theirs.
import { IMPORT_MODES, type ImportSubject as Offered } from '#contract/imports';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import type { ImportDeps, ImportField, ImportSubject } from './subject.ts';

export function listSubjects(ctx: Context, { subjects }: ImportDeps): Offered[] {
  const permitted = Object.values(subjects).filter(({ entity }) =>
    can(ctx.actor, entity, 'import'));
  return permitted.map((subject) => offer(ctx, subject));
}

function offer(ctx: Context, subject: ImportSubject): Offered {
  const { noun, title, entity, keys } = subject;
  const mayCreate = can(ctx.actor, entity, 'create');
  const mayEdit = can(ctx.actor, entity, 'edit');
  return {
    noun, title,
    fields: subject.fields(ctx).map(({ name, label, required = false, ...field }) =>
      ({ name, label, required, hint: hintOf(field) })),
    keys: keys.map(({ name, label, fields }) => ({ name, label, fields: [...fields] })),
    modes: IMPORT_MODES.filter((mode) =>
      (mode === 'update' || mayCreate) && (mode === 'create' || mayEdit)),
  };
}

const HINTS: Partial<Record<ImportField['kind'], string>> = {
  money: 'Рубли: 1234,56',
  inn: '10 или 12 цифр, контрольная цифра сверяется', kpp: '9 знаков', ogrn: '13 или 15 цифр',
  tags: 'Через запятую',
};

const OPTIONS_SHOWN = 6;

function hintOf({ kind, hint, options = [] }: Pick<ImportField, 'kind' | 'hint' | 'options'>) {
  if (hint) return hint;
  const names = options.slice(0, OPTIONS_SHOWN).map(({ name }) => name).join(', ');
  return HINTS[kind] ?? (names && options.length > OPTIONS_SHOWN ? `${names}…` : names);
}
