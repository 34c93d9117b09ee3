// What an administrator says of a field, checked and made whole. Pure.
import {
  type FieldCreate, type FieldEdit, type FieldOption, OPTION_COLOURS,
} from '#contract/custom-fields';
import { refuseField } from '#platform/refuse';
import type { Definition } from './definition.ts';

type Kind = Definition['kind'];
type OptionInput = NonNullable<FieldEdit['options']>[number];

export type Content = Pick<Definition,
  'name' | 'hint' | 'section' | 'options' | 'readerRoleIds' | 'editorRoleIds' | 'isFrequent'
  | 'isSearched' | 'isListed'>;

const EMPTY: Content = {
  name: '', hint: null, section: null, options: [], readerRoleIds: null, editorRoleIds: null,
  isFrequent: false, isSearched: false, isListed: true,
};

const LETTERS: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k',
  л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c',
  ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};
const CODE_MAX = 30;

/** «Город доставки» → `gorod_dostavki`, with a number when that is taken. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  const latin = [...name.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('')
    .replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, CODE_MAX) || 'field';
  if (!taken.has(latin)) return latin;
  let number = 2;
  while (taken.has(`${latin}_${number}`)) number += 1;
  return `${latin}_${number}`;
}

/** Text that was left blank is no text. */
const textOr = (given: string | null | undefined, known: string | null): string | null =>
  (given === undefined ? known : given?.trim() || null);

/** The field after the edit. Options may be added, renamed, moved and archived, never lost. */
export function nextContent(
  kind: Kind, input: Partial<FieldCreate & FieldEdit>, before: Content = EMPTY,
): Content {
  const name = input.name === undefined ? before.name : input.name.trim();
  if (!name) throw refuseField('name', 'Назовите поле.');
  return {
    name,
    hint: textOr(input.hint, before.hint),
    section: textOr(input.section, before.section),
    options: optionsOr(kind, input.options, before.options),
    readerRoleIds: rolesOr(input.readerRoleIds, before.readerRoleIds),
    editorRoleIds: rolesOr(input.editorRoleIds, before.editorRoleIds),
    isFrequent: input.isFrequent ?? before.isFrequent,
    isSearched: searchedOr(kind, input.isSearched, before.isSearched),
    isListed: input.isListed ?? before.isListed,
  };
}

function optionsOr(
  kind: Kind, given: OptionInput[] | undefined, known: FieldOption[],
): FieldOption[] {
  if (kind === 'list' || kind === 'multiList') return given ? nextOptions(given, known) : known;
  if ((given?.length ?? 0) > 0) throw refuseField('options', 'Варианты есть только у списка.');
  return [];
}

/** Another kind of field forgets the mark; who sets it on one is told. */
function searchedOr(kind: Kind, given: boolean | undefined, known: boolean): boolean {
  if (given && kind !== 'text') throw refuseField('isSearched', 'Искать можно по тексту.');
  return kind === 'text' && (given ?? known);
}

const rolesOr = (given: number[] | null | undefined, known: number[] | null): number[] | null =>
  (given === undefined ? known : given && [...new Set(given)].toSorted((a, b) => a - b));

function nextOptions(given: OptionInput[], before: FieldOption[]): FieldOption[] {
  const codes = new Set(before.map((option) => option.code));
  const kept = new Set<string>();
  const next = given.map((option, index) => {
    const known = before.find((each) => each.code === option.code);
    const code = option.code ?? codeFor(option.name, codes);
    codes.add(code);
    if (kept.has(code)) throw refuseField('options', `Вариант «${option.name}» назван дважды.`);
    kept.add(code);
    return {
      code, name: option.name.trim(),
      colour: option.colour ?? known?.colour
        ?? OPTION_COLOURS[index % OPTION_COLOURS.length] ?? 'gray',
      archived: option.archived ?? known?.archived ?? false,
    };
  });
  requireDistinct(next);
  // What records may hold stays known under its name; leaving it out archives it.
  const left = before.filter((option) => !kept.has(option.code));
  return [...next, ...left.map((option) => ({ ...option, archived: true }))];
}

function requireDistinct(options: FieldOption[]): void {
  const names = new Set<string>();
  for (const { name, archived } of options) {
    if (!name) throw refuseField('options', 'Назовите каждый вариант.');
    const folded = name.toLowerCase();
    if (!archived && names.has(folded)) {
      throw refuseField('options', `Вариант «${name}» уже есть.`);
    }
    if (!archived) names.add(folded);
  }
}
