// Roles that a new installation starts with: the table of product.md in the vocabulary of rights.
// An administrator may change every cell; nothing here is read again after a role exists.
import {
  ACTIONS, ENTITIES, type Action, type Entity, type FieldGroup, type Grant, type Scope,
} from '#contract/rights';

export type DefaultRole = {
  code: string;
  name: string;
  hidden: FieldGroup[];
  grants: Grant[];
};

type Cells = { [E in Entity]?: { [A in Action]?: Scope } };

/** Everybody finds colleagues and products and keeps a list of own tasks. */
const EVERYBODY: Cells = {
  employee: { read: 'all' },
  product: { read: 'all' },
  task: { read: 'own', create: 'own', edit: 'own' },
};

function grantsOf(cells: Cells): Grant[] {
  const merged: Cells = { ...EVERYBODY, ...cells };
  return Object.entries(merged).flatMap(([entity, actions]) =>
    Object.entries(actions).map(([action, scope]) =>
      ({ entity: entity as Entity, action: action as Action, scope })));
}

const everyCell = (): Grant[] => ENTITIES.flatMap((entity) =>
  ACTIONS.map((action) => ({ entity, action, scope: 'all' as const })));

/** Accountants and directors read the whole company. */
const READS_ALL: Cells = {
  lead: { read: 'all' },
  deal: { read: 'all', context: 'all', aggregate: 'all' },
  company: { read: 'all' },
  contact: { read: 'all' },
  request: { read: 'all' },
  reservation: { read: 'all' },
  report: { read: 'all' },
};

const MANAGER: Cells = {
  lead: { read: 'own', create: 'own', edit: 'own', context: 'all' },
  deal: { read: 'own', create: 'own', edit: 'own', context: 'all' },
  company: { read: 'all', create: 'own', edit: 'own' },
  contact: { read: 'all', create: 'own', edit: 'own' },
  request: { read: 'own', create: 'own', edit: 'own' },
  reservation: { read: 'own', create: 'own' },
  report: { read: 'own' },
};

const HEAD: Cells = {
  lead: {
    read: 'subtree', create: 'subtree', edit: 'subtree', transfer: 'subtree',
    export: 'subtree', context: 'all',
  },
  deal: {
    read: 'subtree', create: 'subtree', edit: 'subtree', transfer: 'subtree',
    export: 'subtree', import: 'subtree', context: 'all', decide: 'subtree',
  },
  company: {
    read: 'all', create: 'subtree', edit: 'subtree', merge: 'subtree', export: 'subtree',
    import: 'subtree',
  },
  contact: {
    read: 'all', create: 'subtree', edit: 'subtree', merge: 'subtree', export: 'subtree',
    import: 'subtree',
  },
  request: { read: 'subtree', create: 'subtree', edit: 'subtree' },
  reservation: { read: 'subtree' },
  report: { read: 'subtree', export: 'subtree' },
  task: { read: 'subtree', create: 'subtree', edit: 'subtree', export: 'subtree' },
  product: { read: 'all', export: 'all' },
};

/** All leads of the call centre; of other departments' leads the context. Passes to anybody. */
const OPERATOR: Cells = {
  lead: {
    read: 'subtree', create: 'subtree', edit: 'subtree', transfer: 'all', context: 'all',
  },
  deal: { context: 'all' },
  company: { read: 'all', create: 'all' },
  contact: { read: 'all', create: 'all' },
  report: { read: 'own' },
};

const ENGINEER: Cells = {
  deal: { read: 'own', context: 'all' },
  company: { read: 'all' },
  contact: { read: 'all' },
  request: { read: 'own', edit: 'own', decide: 'own' },
  report: { read: 'own' },
};

/** "own" deals of a product manager are those with a product of their groups. */
const PRODUCT: Cells = {
  deal: { read: 'own', context: 'all' },
  company: { read: 'all' },
  contact: { read: 'all' },
  product: { read: 'all', create: 'all', edit: 'all', import: 'all' },
  request: { read: 'all' },
  reservation: { read: 'all', decide: 'all' },
  report: { read: 'own' },
};

const MARKETER: Cells = {
  lead: { read: 'all' },
  deal: { aggregate: 'all' },
  report: { read: 'own' },
};

/** "own" deals of a buyer are those that wait for a supplier's order. */
const BUYER: Cells = {
  deal: { read: 'own' },
  company: { read: 'own', create: 'own', edit: 'own' },
  contact: { read: 'own', create: 'own', edit: 'own' },
  report: { read: 'own' },
};

const DIRECTOR: Cells = {
  ...READS_ALL,
  lead: { read: 'all', export: 'all', context: 'all' },
  deal: { read: 'all', export: 'all', context: 'all', aggregate: 'all' },
  company: { read: 'all', export: 'all' },
  contact: { read: 'all', export: 'all' },
  report: { read: 'all', export: 'all' },
  task: { read: 'all', create: 'all', edit: 'own', export: 'all' },
  product: { read: 'all', export: 'all' },
};

export const DEFAULT_ROLES: readonly DefaultRole[] = [
  { code: 'manager', name: 'Менеджер', hidden: ['line.cost'], grants: grantsOf(MANAGER) },
  { code: 'head', name: 'Руководитель отдела', hidden: [], grants: grantsOf(HEAD) },
  {
    code: 'operator', name: 'Оператор коллцентра',
    hidden: ['deal.money', 'deal.lines', 'line.cost'], grants: grantsOf(OPERATOR),
  },
  {
    code: 'engineer', name: 'Инженер', hidden: ['deal.money', 'line.cost'],
    grants: grantsOf(ENGINEER),
  },
  { code: 'product', name: 'Продакт-менеджер', hidden: [], grants: grantsOf(PRODUCT) },
  {
    code: 'marketer', name: 'Маркетолог',
    hidden: ['deal.money', 'deal.lines', 'line.cost', 'person.reach'], grants: grantsOf(MARKETER),
  },
  {
    code: 'buyer', name: 'Закупщик', hidden: ['deal.money', 'line.cost'], grants: grantsOf(BUYER),
  },
  { code: 'accountant', name: 'Бухгалтер', hidden: [], grants: grantsOf(READS_ALL) },
  { code: 'director', name: 'Директор', hidden: [], grants: grantsOf(DIRECTOR) },
  { code: 'administrator', name: 'Администратор', hidden: [], grants: everyCell() },
];
