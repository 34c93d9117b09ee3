// What can be done to many records at once. Modules describe their actions; each runs the verb of
// a single edit inside of the row's transaction.
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Action, Entity } from '#contract/rights';
import type { Context, HeldNotice } from '#platform/context';
import type { Db, Tx } from '#platform/database';
import type { ListSubject } from '#platform/listing/subject';
import type { Actor } from '#platform/actor';
import { refuse, type Refusal } from '#platform/refuse';

/** What became of a row. `undo` is what the action needs to take it back. */
export type RowOutcome = { status: 'done' | 'unchanged'; undo?: unknown; note?: string };

/** `ctx.db` is the row's transaction: verbs called with it are committed with the result. */
export type RowWork<Input> = (ctx: Context, id: number, input: Input) => Promise<RowOutcome>;

export type MassAction = {
  /** «Правка полей» */
  title: string;
  right: { entity: Entity; action: Action };
  input: TSchema;
  /** Fields that 1C owns: refused by name before anything begins. */
  readOnly?: readonly string[];
  /** What the schema cannot say of an input; throws before anything begins. */
  check?: (input: Record<string, unknown>) => void;
  /** Names of fields that a person can add so that a refused row is done; none for a final no. */
  asks?: ((refusal: Refusal) => string[]) | undefined;
  run: RowWork<never>;
  undo?: RowWork<never>;
};

export type MassSubject = ListSubject & { actions: Readonly<Record<string, MassAction>> };

/** Keeps the input's type between the schema and the work of one action. */
export function defineAction<Input, Undo>(action: Omit<MassAction, 'run' | 'undo'> & {
  run: RowWork<Input>; undo?: RowWork<Undo>;
}): MassAction {
  return action as MassAction;
}

export type MassDeps = {
  db: Db;
  now: () => Date;
  subjects: Readonly<Record<string, MassSubject>>;
  /** The person as they may act now; null for a dismissed one. */
  actorOf: (employeeId: number) => Promise<Actor | null>;
  /** Tells each receiver once about everything that a job did to them. */
  tell: (tx: Tx, ctx: Context, job: { id: number; title: string }, held: HeldNotice[]) =>
    Promise<void>;
  /** A fault of the program in a row; the job goes on without it. */
  report?: ((error: unknown) => void) | undefined;
};

export function requireAction(subject: MassSubject, name: string): MassAction {
  const action = Object.hasOwn(subject.actions, name) ? subject.actions[name] : undefined;
  if (!action) {
    const reason = `Действия «${name.slice(0, 30)}» у списка нет.`;
    throw refuse('request.invalid', reason, [{ field: 'action', reason }]);
  }
  return action;
}

/** The input in the shape that the action wants, or a refusal that names the field. */
export function checkInput(action: MassAction, input: Record<string, unknown>): void {
  const locked = Object.keys(input).filter((field) => action.readOnly?.includes(field));
  if (locked.length > 0) {
    throw refuse('field.readOnly', undefined, locked.map((field) =>
      ({ field, reason: 'Поле ведёт 1С' })));
  }
  const error = Value.Errors(action.input, input)[0];
  if (!error) {
    action.check?.(input);
    return;
  }
  const field = error.instancePath.slice(1) || unknownField(error) || 'input';
  throw refuse('field.invalid', `Поле «${field}» не подходит действию.`, [
    { field, reason: 'Значение не подходит.' },
  ]);
}

function unknownField(error: { params?: object }): string | undefined {
  const params = error.params as { additionalProperties?: string[]; requiredProperties?: string[] }
    | undefined;
  return params?.additionalProperties?.[0] ?? params?.requiredProperties?.[0];
}
