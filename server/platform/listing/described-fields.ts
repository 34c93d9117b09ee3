// What a module above keeps of a noun below may narrow that noun's list: it describes its fields
// while it is loaded, and the arrow between the two stays as it is.
import type { Filter } from '#contract/listing';
import { type Catalogue, extendCatalogue, type FieldDefinition } from './catalogue.ts';

type Fields = Record<string, FieldDefinition>;
/** Of the view that asks: what a field says may be of whom the view is narrowed to. */
type Describe = (filter: Filter) => Fields;

const DESCRIBED = new Map<string, Describe[]>();

/** Fields over the aliases of the noun's list. */
export function describeFields(noun: string, describe: Describe): void {
  DESCRIBED.set(noun, [...DESCRIBED.get(noun) ?? [], describe]);
}

export function withDescribed(catalogue: Catalogue, filter: Filter): Catalogue {
  const fields = (DESCRIBED.get(catalogue.noun) ?? []).map((describe) => describe(filter));
  return extendCatalogue(catalogue, Object.assign({}, ...fields) as Fields);
}
