// Words of a file → ids of the house: people, departments, groups, pipelines, stages, sources.
// Read once for a run and kept; a word that fits two is nobody's.
import type { Queryable } from '#platform/database';
import { rowProblem } from './problems.ts';
import { foldText } from './read-values.ts';

type Named = { id: number; name: string };
type Person = Named & { email: string | null };
export type Stage = Named & { pipelineId: number; semantics: string };

export type References = {
  employee: (text: string, field: string) => Promise<number>;
  department: (text: string, field: string) => Promise<number>;
  group: (text: string, field: string) => Promise<number>;
  source: (text: string, field: string) => Promise<number>;
  pipeline: (text: string, field: string) => Promise<number>;
  stage: (text: string, pipelineId: number | null, field: string) => Promise<Stage>;
};

const QUERIES = {
  employee: `select id, name, lower(email) as email from staff.employee
    where dismissed_at is null`,
  department: 'select id, name from staff.department where archived_at is null',
  group: 'select id, name from catalog.product_group',
  source: 'select id, name from deals.source where archived_at is null',
  pipeline: 'select id, name from deals.pipeline where archived_at is null',
  stage: `select s.id, s.name, s.pipeline_id as "pipelineId", s.semantics from deals.stage s
    join deals.pipeline p on p.id = s.pipeline_id
    where s.archived_at is null and p.archived_at is null and s.moves_to_id is null
    order by p.is_default desc, p.position, p.id, s.position`,
} as const;

export function createReferences(on: Queryable): References {
  const read = new Map<string, Promise<unknown[]>>();
  const all = <R>(kind: keyof typeof QUERIES): Promise<R[]> => {
    const known = read.get(kind) ?? on.query(QUERIES[kind]).then(({ rows }) => rows);
    read.set(kind, known);
    return known as Promise<R[]>;
  };
  const byName = (kind: 'department' | 'group' | 'source' | 'pipeline', what: string) =>
    async (text: string, field: string) => {
      const word = foldText(text);
      return onlyOne((await all<Named>(kind)).filter(({ name }) => foldText(name) === word),
        { text, field, what }).id;
    };
  return {
    employee: async (text, field) => onlyOne(findPeople(await all<Person>('employee'), text),
      { text, field, what: 'такого сотрудника' }).id,
    department: byName('department', 'такого подразделения'),
    group: byName('group', 'такой группы'),
    source: byName('source', 'такого источника'),
    pipeline: byName('pipeline', 'такой воронки'),
    stage: async (text, pipelineId, field) => {
      const word = foldText(text);
      const fits = (await all<Stage>('stage')).filter((stage) => foldText(stage.name) === word
        && (pipelineId === null || stage.pipelineId === pipelineId));
      // The same word in several pipelines is of the default one, which comes first.
      return onlyOne(fits.slice(0, 1), { text, field, what: 'такой стадии' });
    },
  };
}

type Asked = { text: string; field: string; what: string };

function onlyOne<R>(found: readonly R[], { text, field, what }: Asked): R {
  const [first, second] = found;
  const shown = text.slice(0, 80);
  if (!first) throw rowProblem(`«${shown}»: ${what} нет.`, field);
  if (second) throw rowProblem(`«${shown}»: подходит несколько, уточните.`, field);
  return first;
}

/** By address, by the whole name, or by its beginning: «Петров Иван», «Петров И. И.». */
function findPeople(people: readonly Person[], text: string): Person[] {
  const word = foldText(text).replaceAll('.', ' ').replace(/\s+/g, ' ').trim();
  const address = text.trim().toLowerCase();
  const exact = people.filter(({ name, email }) => foldText(name) === word || email === address);
  if (exact.length > 0) return exact;
  const [surname = '', ...given] = word.split(' ');
  return people.filter(({ name }) => {
    const [own, ...names] = foldText(name).split(' ');
    return own === surname && given.every((part, index) => names[index]?.startsWith(part));
  });
}
