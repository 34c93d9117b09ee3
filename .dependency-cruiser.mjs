// Turns tools/arrows.mjs into rules. Run by tools/guards/cruise.ts; types count as imports too.
import { ARROWS, ONE_PROGRAM, OPEN_INSIDE } from './tools/arrows.mjs';

const AREAS = Object.keys(ARROWS);
const TEST_FILE = '\\.test\\.tsx?$';

/** A file of exactly this area, not of an area nested in it. */
function inside(area) {
  const nested = AREAS.filter((other) => other.startsWith(`${area}/`))
    .map((other) => other.slice(area.length + 1));
  return nested.length === 0 ? `^${area}/` : `^${area}/(?!(?:${nested.join('|')})/)`;
}

const arrows = AREAS.map((area) => ({
  name: `arrow:${area}`,
  comment: `${area} may import: ${ARROWS[area].join(', ') || 'nothing'} (tools/arrows.mjs)`,
  severity: 'error',
  from: { path: inside(area), pathNot: TEST_FILE },
  to: {
    path: AREAS.map(inside),
    pathNot: [area, ...ARROWS[area]].map(inside),
  },
}));

// A test beside the code may also stand on test/ (a database, a signed-in client), never on more.
const testArrows = AREAS.map((area) => ({
  name: `test-arrow:${area}`,
  severity: 'error',
  from: { path: inside(area) + '.*' + TEST_FILE },
  to: {
    path: AREAS.map(inside),
    pathNot: [area, ...ARROWS[area], 'test'].map(inside),
  },
}));

const faces = AREAS.filter((area) => !OPEN_INSIDE.includes(area)).map((area) => ({
  name: `face:${area}`,
  comment: `outside ${area} only ${area}/index.ts may be imported`,
  severity: 'error',
  from: { pathNot: inside(area) },
  to: { path: inside(area), pathNot: `^${area}/index\\.ts$` },
}));

const relative = AREAS.map((area) => ({
  name: `relative:${area}`,
  comment: 'between areas import through package.json#imports (#contract, #platform, #modules …)',
  severity: 'error',
  from: { path: inside(area) },
  to: {
    path: AREAS.map(inside),
    pathNot: (ONE_PROGRAM.includes(area) ? ONE_PROGRAM : [area]).map(inside),
    dependencyTypesNot: ['aliased-subpath-import'],
  },
}));

const purity = [
  {
    name: 'contract-is-pure',
    comment: 'contract knows no node, no DOM and of the packages only typebox',
    severity: 'error',
    from: { path: '^contract/', pathNot: TEST_FILE },
    to: {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
      pathNot: 'node_modules/typebox/',
    },
  },
  {
    name: 'web-has-no-node',
    severity: 'error',
    from: { path: '^web/', pathNot: ['^web/vite\\.config\\.ts$', TEST_FILE] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'kit-below-pages',
    comment: 'web/pages is the top of the web; everything else in web is what pages are made of',
    severity: 'error',
    from: { path: '^web/(api|ui|table|form|texts)/', pathNot: TEST_FILE },
    to: { path: '^web/pages/' },
  },
  {
    name: 'no-dev-package-in-product',
    severity: 'error',
    from: { path: '^(contract|server|web)/', pathNot: [TEST_FILE, '^web/vite\\.config\\.ts$'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-undeclared-package',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
];

export default {
  forbidden: [...arrows, ...testArrows, ...faces, ...relative, ...purity],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^web/dist/', '^data/', '^\\.cache/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
