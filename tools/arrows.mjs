// Who may import whom. This constant is the truth: ARCHITECTURE.md shows it, the guards obey it.
// A folder that is not a key here fails the architecture test; so does a key without a folder.
// A new line downwards costs a record in docs/decisions; no line may ever point upwards.

const FOUNDATION = ['contract', 'server/platform'];

/** @param {string[]} names */
const modules = (...names) => names.map((name) => `server/modules/${name}`);

const DEALS_MAY = [
  ...FOUNDATION,
  ...modules('staff', 'fields', 'commands', 'customers', 'catalog', 'timeline', 'work'),
];
const ON_DEALS_MAY = [...DEALS_MAY, ...modules('deals')];
const FACES = [...ON_DEALS_MAY, ...modules('leads', 'payments')];
const COMPOSED = [...FACES, ...modules('imports'), 'server/integrations/onec'];
const PROGRAM = [...COMPOSED, 'server/demo', 'server', 'server/cli'];

/**
 * Area (a folder) → areas whose faces it may import. An area may always import itself.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const ARROWS = {
  'contract': [],
  'server/platform': ['contract'],
  'server/modules/staff': FOUNDATION,
  'server/modules/fields': [...FOUNDATION, ...modules('staff')],
  'server/modules/catalog': [...FOUNDATION, ...modules('staff', 'fields')],
  'server/modules/commands': [...FOUNDATION, ...modules('staff')],
  'server/modules/customers': [...FOUNDATION, ...modules('staff', 'fields', 'commands')],
  'server/modules/timeline': [...FOUNDATION, ...modules('staff', 'fields')],
  'server/modules/work': [...FOUNDATION, ...modules('staff', 'fields', 'timeline')],
  'server/modules/deals': DEALS_MAY,
  'server/modules/leads': ON_DEALS_MAY,
  'server/modules/payments': ON_DEALS_MAY,
  'server/modules/imports': FACES,
  'server/integrations/onec': FACES,
  'server/demo': COMPOSED,
  'server': [...COMPOSED, 'server/demo'],
  'server/cli': [...COMPOSED, 'server/demo', 'server'],
  'web': ['contract'],
  'test': PROGRAM,
  'bench': [...PROGRAM, 'test'],
  'e2e': [...PROGRAM, 'test'],
  'tools': [...PROGRAM, 'test'],
};

/**
 * Places settled before anybody builds there. The folder may not exist while its line stands here:
 * whoever creates it moves the line up.
 * @type {Readonly<Record<string, string>>}
 */
export const PLANNED = {
  'server/modules/lists': 'staff, timeline',
  'server/modules/requests': 'deals and all that deals may',
  'server/modules/purchases': 'deals and all that deals may',
  'server/modules/conversations': 'leads and all that leads may',
  'server/modules/fanout': 'leads and all that leads may',
  'server/modules/reservations': 'fanout and all that fanout may',
  'server/modules/processes': 'lists, work, staff, timeline',
  'server/modules/marketing': 'leads, payments, deals, staff',
  'server/modules/documents': 'payments, deals, customers, catalog',
  'server/modules/reports': 'published read-only views of modules',
  'server/integrations/telephony': 'faces of modules',
  'server/integrations/mail': 'faces of modules',
  'server/integrations/webforms': 'faces of modules',
  'server/integrations/chat': 'faces of modules',
  'server/integrations/webhooks': 'faces of modules',
};

/** Folders of server/ that hold no code of their own area. */
export const NOT_CODE = ['server/migrations'];

/** Areas that are one program: among themselves a relative import is the plain way to say it. */
export const ONE_PROGRAM = ['server', 'server/demo', 'server/cli'];

/** Areas whose inside is open to the areas that may import them; the rest show `index.ts` only. */
export const OPEN_INSIDE = [
  'contract', 'server/platform', 'server', 'server/demo', 'server/cli', 'test',
];

/** Areas that own a PostgreSQL schema, and its name: the last part of the folder. */
export const SCHEMA_OF = Object.fromEntries(
  Object.keys(ARROWS)
    .filter((area) => /^server\/(platform$|modules\/|integrations\/)/.test(area))
    .map((area) => [area, area.slice(area.lastIndexOf('/') + 1)]),
);

/** Area that a file belongs to: the longest key that its path starts with. @param {string} path */
export function areaOf(path) {
  return Object.keys(ARROWS)
    .filter((area) => path.startsWith(`${area}/`))
    .sort((a, b) => b.length - a.length)[0];
}
