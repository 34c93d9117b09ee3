// Which configuration a base is, by the presence of its sets and properties, and what it lacks.
import { lossOf, NEEDED_NAMES, partLoss, propertyLoss } from './losses.ts';
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
  /** Russian, one line each: what is absent and what will not come, most important first. */
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
    !metadata.has(set) && NEEDED_NAMES[role] && isAsked(profile, role, metadata));
  return {
    code: profile.code, title,
    sources: published.map(({ code }) => code),
    names: names.map(([role]) => role),
    missing: [
      ...needed.map((source) => `не опубликовано, а без этого нельзя: ${wordsOf(source)}`),
      ...absent.filter(({ required }) => !required).map((source) =>
        notComing(`не опубликовано: ${wordsOf(source)}`, lossOf(source.code))),
      ...unnamed.map(([role, { set }]) =>
        notComing(`не опубликовано: ${set}`, NEEDED_NAMES[role]!)),
      ...published.flatMap((source) => missingProperties(source, metadata)),
    ],
    paymentLink: paymentLinkOf(profile, metadata),
    fatal: needed.length > 0,
  };
}

/** Objects of settlements are of releases that name orders through them. */
const isAsked = (profile: Profile, role: string, metadata: Metadata): boolean =>
  role !== 'settlement' || paymentLinkOf(profile, metadata) === 'ОбъектРасчетов';

const notComing = (what: string, loss: string): string => `${what}. Не придёт: ${loss}`;

const wordsOf = ({ set, title }: ObjectSource): string => `${set} (${title})`;

type Has = (type: string, name: string) => boolean;

const hasIn = (metadata: Metadata): Has => (type, name) => {
  const properties = metadata.get(type);
  return properties !== undefined && (properties.has(name) || properties.has(`${name}_Key`));
};

/** Properties of which no alternative is there, when their absence is worth a word. */
function missingProperties(source: ObjectSource, metadata: Metadata): string[] {
  const has = hasIn(metadata);
  const lacks = Object.entries(source.fields).flatMap(([field, names]) => {
    const loss = propertyLoss(source.type, field);
    const inLines = field === 'order' && source.lines?.fields['order'];
    if (!loss || inLines || names.some((name) => has(source.set, name))) return [];
    return [notComing(`в ${source.set} нет реквизита ${names.join(' или ')}`, loss)];
  });
  return [
    ...lacks,
    ...(source.lines ? missingInPart(source, 'lines', source.lines, has) : []),
    ...(source.stages ? missingInPart(source, 'stages', source.stages, has) : []),
  ];
}

function missingInPart(
  { set, type }: ObjectSource, kind: 'lines' | 'stages', part: Part, has: Has,
): string[] {
  const names = part.names.filter((name) => has(set, name));
  if (names.length === 0) {
    return [notComing(`в ${set} нет части ${part.names.join(' или ')}`,
      partLoss(kind, part.names[0] ?? ''))];
  }
  return Object.entries(part.fields).flatMap(([field, alternatives]) => {
    const loss = propertyLoss(type, field);
    const isThere = names.some((name) => alternatives.some((alternative) =>
      has(`${set}_${name}_RowType`, alternative)));
    if (!loss || isThere) return [];
    return [notComing(`в ${set}.${names.join(', ')} нет ${alternatives.join(' или ')}`, loss)];
  });
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
