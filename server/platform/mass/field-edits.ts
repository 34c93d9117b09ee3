// An edit of fields as mass work: done by the verb of a single edit, taken back field by field
// where nobody has changed it since. Every noun whose verb takes fields and a version uses it.
import { SYSTEM } from '#platform/actor';
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';
import type { RowOutcome, RowWork } from './actions.ts';

type Values = Record<string, unknown>;
type Versioned = { version: number };

/** Field → what it was and what the job made of it; own fields as `custom.CODE`. */
export type FieldsUndo = { [field: string]: { from: unknown; to: unknown } };

export type EditedNoun = {
  /** The record, locked for a change, with its fields by the names of the edit. */
  lock: (ctx: Context, id: number) => Promise<Versioned & object>;
  edit: (ctx: Context, input: Values & Versioned & { id: number }) => Promise<Versioned>;
  names: readonly string[];
  /** A field that another one brings along → that one: it goes back with it or not at all. */
  follows?: Readonly<Record<string, string>>;
};

/** The same person beyond their scope: to take back or look at what they have just done. */
export const trusted = (ctx: Context): Context => ({
  ...ctx, actor: { ...SYSTEM, employeeId: ctx.actor.employeeId, name: ctx.actor.name },
});

export const changedSince = () =>
  refuse('record.changed', 'С тех пор запись изменили, она осталась.');

export function fieldEdits({ lock, edit, names, follows = {} }: EditedNoun): {
  run: (ctx: Context, id: number, fields: Values) => Promise<
    RowOutcome & { undo?: FieldsUndo }>;
  undo: RowWork<FieldsUndo>;
} {
  const flat = (record: object): Values => flatten(record as Values, names);
  return {
    run: async (ctx, id, fields) => {
      const before = await lock(ctx, id);
      const { version } = await edit(ctx, { ...fields, id, version: before.version });
      if (version === before.version) return { status: 'unchanged' };
      // Whoever gives a record away may not see it any more.
      const after = flat(await lock(trusted(ctx), id));
      return { status: 'done', undo: differences(flat(before), after) };
    },
    undo: async (ctx, id, undo) => {
      const record = await lock(ctx, id);
      const now = flat(record);
      const all = Object.keys(undo);
      const isFree = (name: string | undefined) => name === undefined
        || undo[name] === undefined || isSame(now[name], undo[name].to);
      const free = all.filter((name) => isFree(name) && isFree(follows[name]));
      if (free.length === 0) throw changedSince();
      const fields = nested(free.map((name) => [name, undo[name]!.from]));
      await edit(ctx, { ...fields, id, version: record.version });
      return free.length === all.length ? { status: 'done' }
        : { status: 'done', note: 'Часть полей с тех пор изменили, они остались.' };
    },
  };
}

/** Of the given fields those that the record has empty; what it has is not typed over. */
export function lackingOf(record: object, given: Values): Values {
  const isEmpty = (value: unknown) =>
    value === null || value === undefined || value === '' || value === 0;
  const empty = (of: Values, fields: Values) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => isEmpty(of[name])));
  const { custom, ...fields } = given;
  const own = empty(((record as Values)['custom'] ?? {}) as Values, (custom ?? {}) as Values);
  return {
    ...empty(record as Values, fields), ...(Object.keys(own).length > 0 ? { custom: own } : {}),
  };
}

const CUSTOM = 'custom.';

function flatten(record: Values, names: readonly string[]): Values {
  const own = Object.entries((record['custom'] ?? {}) as Values)
    .map(([code, value]) => [CUSTOM + code, value] as const);
  return Object.fromEntries([...names.map((name) => [name, record[name]] as const), ...own]);
}

/** A value that is gone is the same as one that was never there. */
const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function differences(before: Values, after: Values): FieldsUndo {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(names.filter((name) => !isSame(before[name], after[name]))
    .map((name) => [name, { from: before[name] ?? null, to: after[name] ?? null }]));
}

/** `custom.x` back into the shape that the edit takes. */
function nested(pairs: [string, unknown][]): Values {
  const own = pairs.filter(([name]) => name.startsWith(CUSTOM))
    .map(([name, value]) => [name.slice(CUSTOM.length), value] as const);
  return {
    ...Object.fromEntries(pairs.filter(([name]) => !name.startsWith(CUSTOM))),
    ...(own.length > 0 ? { custom: Object.fromEntries(own) } : {}),
  };
}
