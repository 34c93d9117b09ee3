// Who acts and what they may. Built once per session by the staff module, read everywhere.
import type { Action, Entity, FieldGroup, Scope } from '#contract/rights';
import { refuse } from './refuse.ts';

export type Actor = {
  kind: 'employee' | 'key' | 'system';
  /** Null for the system itself and for API keys. */
  employeeId: number | null;
  name: string;
  departmentId: number | null;
  /** The own department with every department below it, and those one is head of. */
  subtreeIds: number[];
  /**
   * People who are away and whose deputy this is today, or the one that a program acts for: what
   * is theirs counts as own.
   */
  actsFor: number[];
  grants: ReadonlyMap<string, Scope>;
  hidden: ReadonlySet<FieldGroup>;
  /** Roles of the person or key, for what is granted to roles by name: custom fields. */
  roleIds: readonly number[];
};

/** The program's own work: reconcilers, the exchange with 1C, loading. Sees and may everything. */
export const SYSTEM: Actor = {
  kind: 'system',
  employeeId: null,
  name: 'Верстак',
  departmentId: null,
  subtreeIds: [],
  actsFor: [],
  grants: new Map(),
  hidden: new Set(),
  roleIds: [],
};

/** Scope of a right, or null when there is none. */
export function scopeOf(actor: Actor, entity: Entity, action: Action): Scope | null {
  if (actor.kind === 'system') return 'all';
  return actor.grants.get(`${entity}.${action}`) ?? null;
}

/**
 * Whose a new record is when nobody is named: of who makes it. A program's is nobody's, and waits
 * in its department, unless its right reaches no further than the person that it acts for.
 */
export function ownerByDefault(actor: Actor, entity: Entity): number | null {
  if (actor.kind !== 'key') return actor.employeeId;
  return scopeOf(actor, entity, 'create') === 'own' ? actor.actsFor[0] ?? null : null;
}

export function can(actor: Actor, entity: Entity, action: Action): boolean {
  return scopeOf(actor, entity, action) !== null;
}

export function requireRight(actor: Actor, entity: Entity, action: Action): void {
  if (!can(actor, entity, action)) throw refuse('right.missing');
}

export function maySee(actor: Actor, group: FieldGroup): boolean {
  return !actor.hidden.has(group);
}
