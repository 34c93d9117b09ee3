// Which cells of the matrix of rights some code asks about: the table that the matrix offers is
// held against the calls themselves, so that no cell promises what nothing checks.
import { ACTIONS, CHECKED, ENTITIES } from '#contract/rights';
import type { Route } from '#contract/route';
import { isTest, type SourceFile } from './source-files.ts';

const ENTITY = `'(${ENTITIES.join('|')})'`;
const ACTION = `'(${ACTIONS.join('|')})'`;
/** `can(actor, 'deal', 'read')`, `{ entity: 'deal', action: 'read' }`. */
const SPELLED = [
  new RegExp(`${ENTITY}, ${ACTION}`, 'g'),
  new RegExp(`entity: ${ENTITY}(?: as const)?, action: ${ACTION}`, 'g'),
];
/** Words that carry the entity in their name. */
const NAMED = new RegExp(`(visible|lock)(Deal|Lead|Product)s?\\([^()]*, ${ACTION}`, 'g');

/** One check for several entities: where it stands, and files each of which names one of them. */
const SHARED = [
  {
    check: ['server/platform/exports/start-export.ts', "subject.entity, 'export'"],
    action: 'export', of: /-subject\.ts$|timeline\/audit\.ts$/,
  },
  {
    check: ['server/modules/imports/import-record.ts', "subject.entity, 'import'"],
    action: 'import', of: /modules\/imports\/subjects\/\w+\.ts$/,
  },
  {
    check: ['server/modules/customers/merge-record.ts', "entity, 'merge'"],
    action: 'merge', of: /modules\/customers\/\w+-subject\.ts$/,
  },
  {
    check: ['server/modules/leads/related.ts', "entity, 'context'"],
    action: 'context', of: /modules\/(leads|deals)\/\w+-subject\.ts$/,
  },
] as const;
const SUBJECT = new RegExp(`^  (?:noun: '\\w+', )?entity: ${ENTITY}`, 'gm');

const pairsIn = (text: string): string[] =>
  SPELLED.flatMap((spelled) => [...text.matchAll(spelled)].map((found) =>
    `${found[1]}.${found[2]}`));

const namedIn = (text: string): string[] =>
  [...text.matchAll(NAMED)].map((found) => `${found[2]!.toLowerCase()}.${found[3]}`);

function sharedIn(files: SourceFile[]): string[] {
  return SHARED.flatMap(({ check: [path, text], action, of }) => {
    const stands = files.some((file) => file.path === path && file.text.includes(text));
    return !stands ? [] : files.filter((file) => of.test(file.path)).flatMap((file) =>
      [...file.text.matchAll(SUBJECT)].map((found) => `${found[1]}.${action}`));
  });
}

/** Every `entity.action` that the server or a route of the contract asks about. */
export function askedRights(files: SourceFile[], routes: Pick<Route, 'access'>[]): Set<string> {
  const code = files.filter((file) => file.path.startsWith('server/') && !isTest(file.path)
    && !file.path.startsWith('server/demo/') && !file.path.endsWith('/default-roles.ts'));
  return new Set([
    ...routes.flatMap(({ access }) =>
      (typeof access === 'string' ? [] : [`${access.entity}.${access.action}`])),
    ...code.flatMap((file) => [...pairsIn(file.text), ...namedIn(file.text)]),
    ...sharedIn(code),
  ]);
}

/** What the matrix offers and nothing asks, and what is asked and cannot be given. */
export function rightFaults(asked: ReadonlySet<string>, checked = CHECKED): string[] {
  const offered = Object.entries(checked).flatMap(([entity, actions]) =>
    actions.map((action) => `${entity}.${action}`));
  return [
    ...offered.filter((right) => !asked.has(right)).map((right) => `${right}: nothing checks it`),
    ...[...asked].filter((right) => !offered.includes(right)).map((right) =>
      `${right}: it is checked and cannot be given`),
  ];
}
