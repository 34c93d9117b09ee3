// What a module above keeps of a noun below may narrow that noun's list: it describes its fields
// while it is loaded, and the arrow between the two stays as it is.
import { type Catalogue, extendCatalogue, type FieldDefinition } from './catalogue.ts';

const DESCRIBED = new Map<string, Record<string, FieldDefinition>>();

/** Fields over the aliases of the noun's list. */
export function describeFields(noun: string, fields: Record<string, FieldDefinition>): void {
  DESCRIBED.set(noun, { ...DESCRIBED.get(noun), ...fields });
}

export const withDescribed = (catalogue: Catalogue): Catalogue =>
  extendCatalogue(catalogue, DESCRIBED.get(catalogue.noun) ?? {});
