// Ids of CommerceML → uids of ours. A guid stays itself, so that what 1C pushes later is the same
// object; anything else («20», «1#admin#Пётр») becomes a guid that is the same on every import.
import { createHash } from 'node:crypto';
import type { OnecUid } from '#contract/onec-rows';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO = '00000000-0000-0000-0000-000000000000';

/** What an id names: «20» may be an order and its payment at once. */
export type IdKind = 'product' | 'group' | 'company' | 'contact' | 'order' | 'money' | 'shipment'
  | 'priceType' | 'variant';

/** Null for the zero guid, which 1C writes for an empty reference. */
export function uidOf(base: string, kind: IdKind, id: string): OnecUid | null {
  if (id === ZERO) return null;
  return GUID.test(id) ? id.toLowerCase() : namedUid(`${base}\n${kind}\n${id}`);
}

/** A guid of version 5 by shape, named by the text alone. */
export function namedUid(name: string): OnecUid {
  const bytes = createHash('sha1').update(`verstak.commerceml\n${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-');
}
