// One object of OData → what the inbox gets of it.
import type { OnecType } from '#contract/onec-rows';
import { mapInvoice, mapOrder, mapPayment, mapShipment } from './map-documents.ts';
import { mapCompany, mapContact, mapEmployee, mapProduct, isFolder } from './map-refs.ts';
import type { Body, View } from './map-parts.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { dayOf, guidOf, textOf, type Entity } from './values.ts';

export type Mapped = {
  source: ObjectSource;
  type: OnecType;
  uid: string;
  /** Null: it is not, or no longer, an object of ours; what is here of it goes. */
  body: Body | null;
  dataVersion: string;
  /** Day of a document in the zone of the base. */
  on: string | null;
};

/** Null when the entity has no guid. */
export function mapEntity(view: View, source: ObjectSource, entity: Entity): Mapped | null {
  const uid = guidOf(entity['Ref_Key']);
  if (!uid) return null;
  return {
    source, type: source.type, uid,
    body: isOurs(source, entity) ? bodyOf(view, source, entity) : null,
    dataVersion: textOf(entity['DataVersion']) ?? '',
    on: dayOf(entity['Date']),
  };
}

/** A receipt from a bank is a loan as well as a payment: the operation tells. */
function isOurs({ operations }: ObjectSource, entity: Entity): boolean {
  if (isFolder(entity)) return false;
  if (!operations || entity[operations.property] === undefined) return true;
  return operations.values.includes(textOf(entity[operations.property]) ?? '');
}

function bodyOf(view: View, source: ObjectSource, entity: Entity): Body {
  switch (source.type) {
    case 'order': return mapOrder(view, source, entity);
    case 'invoice': return mapInvoice(view, source, entity);
    case 'payment': return mapPayment(view, source, entity);
    case 'shipment': return mapShipment(view, source, entity);
    case 'company': return mapCompany(view, source, entity);
    case 'contact': return mapContact(view, source, entity);
    case 'employee': return mapEmployee(view, source, entity);
    default: return mapProduct(view, source, entity);
  }
}
