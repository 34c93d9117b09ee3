// The vocabulary of rights: entity × action → scope, plus field groups that a role may not read.

export const ENTITIES = [
  'lead', 'deal', 'company', 'contact', 'product', 'task', 'request', 'reservation', 'report',
  'employee', 'setting', 'exchange',
] as const;
export type Entity = (typeof ENTITIES)[number];

export const ACTIONS = [
  'read', 'create', 'edit', 'merge', 'transfer', 'delete', 'export', 'import', 'decide',
  'aggregate', 'context',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * What the code asks about. The matrix offers these cells and no other: a right that nothing checks
 * promises what does not happen. A guard holds the table against the code, both ways.
 */
export const CHECKED: Readonly<Record<Entity, readonly Action[]>> = {
  lead: ['read', 'create', 'edit', 'transfer', 'export', 'context'],
  deal: ['read', 'create', 'edit', 'transfer', 'export', 'import', 'decide', 'context'],
  company: ['read', 'create', 'edit', 'merge', 'export', 'import'],
  contact: ['read', 'create', 'edit', 'merge', 'export', 'import'],
  product: ['read', 'create', 'edit', 'export', 'import'],
  task: ['read', 'create', 'edit', 'export'],
  request: [],
  reservation: [],
  report: ['read'],
  employee: ['read', 'create', 'edit'],
  setting: ['read', 'edit', 'export'],
  exchange: ['read', 'edit'],
};

/** own: responsible or participant · department · subtree: with child departments · all. */
export const SCOPES = ['own', 'department', 'subtree', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** Groups of fields with rights of their own; a role lists what it may NOT read. */
export const FIELD_GROUPS = ['deal.money', 'deal.lines', 'line.cost', 'person.reach'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

export type Grant = { entity: Entity; action: Action; scope: Scope };

/** Kinds of records whose rights, all or some, need a person: without one nothing is one's own. */
export function needingPerson(grants: readonly Grant[]): Entity[] {
  return ENTITIES.filter((entity) => grants.some((grant) => grant.entity === entity
    && grant.scope !== 'all' && CHECKED[entity].includes(grant.action)));
}

/** Of two scopes the wider one: several roles of one person add up. */
export function widerScope(a: Scope, b: Scope): Scope {
  return SCOPES.indexOf(a) >= SCOPES.indexOf(b) ? a : b;
}
