// Which configuration a base is, by the presence of its sets and properties, and what it lacks.
import type { Metadata } from './metadata.ts';
import type { ObjectSource, Part, Profile } from './profiles/profile.ts';
import { UNF } from './profiles/unf.ts';
import { UT103 } from './profiles/ut103.ts';
import { UT11 } from './profiles/ut11.ts';

export const PROFILES: readonly Profile[] = [UT11, UNF, UT103];

/** What is kept of a probe and shown on the screen. */
export type Probe = {
  /** Code of the profile; null: a configuration that nobody has described. */
  code: string | null;
  title: string;
  /** Codes of the sources that are published. */
  sources: number[];
  /** Roles whose names can be looked up. */
  names: string[];
  /** Russian, one line each: what is not published, most important first. */
  missing: string[];
  /** Property by which a payment names its order: «Заказ» or «ОбъектРасчетов». */
  paymentLink: string | null;
  /** Without these nothing is polled. */
  fatal: boolean;
};

export function chooseProfile(metadata: Metadata): Probe {
  const chosen = PROFILES.find((profile) => fits(profile, metadata));
  return chosen ? probeOf(chosen, metadata) : unknownProbe(metadata);
}

const fits = ({ marks, anyOf }: Profile, metadata: Metadata): boolean =>
  marks.every((set) => metadata.has(set))
  && (anyOf.length === 0 || anyOf.some((set) => metadata.has(set)));

function probeOf(profile: Profile, metadata: Metadata): Probe {
  const published = profile.sources.filter(({ set }) => metadata.has(set));
  const absent = profile.sources.filter(({ set }) => !metadata.has(set));
  const needed = absent.filter(({ required }) => required);
  const title = profile.titles.find(({ having }) => !having || metadata.has(having))!.title;
  const names = Object.entries(profile.names).filter(([, { set }]) => metadata.has(set));
  const unnamed = Object.entries(profile.names).filter(([role, { set }]) =>
    !metadata.has(set) && NEEDED_NAMES.has(role));
  return {
    code: profile.code, title,
    sources: published.map(({ code }) => code),
    names: names.map(([role]) => role),
    missing: [
      ...needed.map((source) => `не опубликовано, а без этого нельзя: ${wordsOf(source)}`),
      ...absent.filter(({ required }) => !required)
        .map((source) => `не опубликовано: ${wordsOf(source)}`),
      ...unnamed.map(([, { set }]) => `не опубликовано: ${set}`),
      ...published.flatMap((source) => missingProperties(source, metadata)),
    ],
    paymentLink: paymentLinkOf(profile, metadata),
    fatal: needed.length > 0,
  };
}

/** Other names are an ornament; without these documents cannot be read. */
const NEEDED_NAMES: ReadonlySet<string> = new Set(['currency', 'organization']);

const wordsOf = ({ set, title }: ObjectSource): string => `${set} (${title})`;

/** Properties of which no alternative is there. Sums and parties; other fields may be absent. */
const VITAL: ReadonlySet<string> = new Set(['company', 'total', 'sum', 'quantity', 'order']);

type Has = (type: string, name: string) => boolean;

const hasIn = (metadata: Metadata): Has => (type, name) => {
  const properties = metadata.get(type);
  return properties !== undefined && (properties.has(name) || properties.has(`${name}_Key`));
};

function missingProperties(source: ObjectSource, metadata: Metadata): string[] {
  const has = hasIn(metadata);
  const lacks = Object.entries(source.fields).filter(([field, names]) => {
    const inLines = field === 'order' && source.lines?.fields['order'];
    return VITAL.has(field) && !inLines && !names.some((name) => has(source.set, name));
  }).map(([, names]) => `в ${source.set} нет реквизита ${names.join(' или ')}`);
  const parts = [source.lines, source.stages].filter((part) => part !== undefined);
  return [...lacks, ...parts.flatMap((part) => missingInPart(source, part, has))];
}

function missingInPart({ set }: ObjectSource, part: Part, has: Has): string[] {
  if (Object.keys(part.fields).length === 0) return [];
  const names = part.names.filter((name) => has(set, name));
  if (names.length === 0) return [`в ${set} нет части ${part.names.join(' или ')}`];
  return Object.entries(part.fields)
    .filter(([field, alternatives]) => VITAL.has(field) && !names.some((name) =>
      alternatives.some((alternative) => has(`${set}_${name}_RowType`, alternative))))
    .map(([, alternatives]) => `в ${set}.${names.join(', ')} нет ${alternatives.join(' или ')}`);
}

function paymentLinkOf(profile: Profile, metadata: Metadata): string | null {
  const bank = profile.sources.find(({ kind, direction }) => kind === 'bank' && direction === 'in');
  const [part] = bank?.lines?.names ?? [];
  const properties = metadata.get(`${bank?.set}_${part}_RowType`);
  const names = bank?.lines?.fields['order'] ?? [];
  return names.find((name) => properties?.has(name) || properties?.has(`${name}_Key`)) ?? null;
}

/** The likest profile is named with what it lacks, so that the administrator knows what to do. */
function unknownProbe(metadata: Metadata): Probe {
  const likest = [...PROFILES].sort((one, other) =>
    publishedIn(other, metadata) - publishedIn(one, metadata))[0]!;
  const absent = likest.sources.filter(({ set, required }) => required && !metadata.has(set));
  return {
    code: null, title: 'неизвестная конфигурация', sources: [], names: [], paymentLink: null,
    fatal: true,
    missing: publishedIn(likest, metadata) === 0
      ? ['в 1С не опубликовано ничего, что нужно обмену: отметьте состав стандартного '
        + 'интерфейса OData']
      : [`больше всего похоже на ${likest.titles.at(-1)!.title}, не хватает:`,
        ...absent.map(wordsOf)],
  };
}

const publishedIn = ({ sources }: Profile, metadata: Metadata): number =>
  sources.filter(({ set }) => metadata.has(set)).length;

export const profileOf = (code: string | null): Profile | undefined =>
  PROFILES.find((profile) => profile.code === code);
