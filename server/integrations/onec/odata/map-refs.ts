// Reference books of OData → bodies of the wire.
import {
  asText, asUid, filled, first, vatRateOf, type Body, type View,
} from './map-parts.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { flagOf, guidOf, rowsOf, textOf, type Entity } from './values.ts';

const KINDS: readonly [RegExp, string][] = [
  [/предпринимател/i, 'sole'], [/^(юр|компания)/i, 'legal'], [/^физ/i, 'person'],
];

export function mapCompany(_view: View, source: ObjectSource, entity: Entity): Body {
  const { fields } = source;
  const said = first(entity, fields['kind'], asText) ?? '';
  return filled({
    name: first(entity, fields['name'], asText),
    fullName: first(entity, fields['fullName'], asText),
    inn: first(entity, fields['inn'], asText),
    kpp: first(entity, fields['kpp'], asText),
    ogrn: first(entity, fields['ogrn'], asText),
    kind: KINDS.find(([words]) => words.test(said))?.[1] ?? null,
    managerUid: first(entity, fields['manager'], asUid),
    deleted: flagOf(entity['DeletionMark']),
    ...reachesOf(entity),
  });
}

/** Of a firm, or of a partner that has one: a contact of УТ 11 knows its partner alone. */
export function mapContact(view: View, source: ObjectSource, entity: Entity): Body {
  const { fields } = source;
  const partner = first(entity, fields['partner'], asUid);
  const { phones, emails } = reachesOf(entity);
  return filled({
    name: first(entity, fields['name'], asText),
    position: first(entity, fields['position'], asText),
    companyUid: partner === null ? first(entity, fields['company'], asUid)
      : guidOf(view.names.card('partner', partner)?.['Ref_Key']),
    phones, emails,
    deleted: flagOf(entity['DeletionMark']),
  });
}

export function mapEmployee(_view: View, source: ObjectSource, entity: Entity): Body {
  const { phones, emails } = reachesOf(entity);
  return filled({
    name: first(entity, source.fields['name'], asText),
    email: emails[0] ?? null,
    phone: phones[0] ?? null,
    deleted: flagOf(entity['DeletionMark']) || flagOf(entity['Недействителен']),
  });
}

export function mapProduct(view: View, source: ObjectSource, entity: Entity): Body {
  const { fields } = source;
  const groupUid = guidOf(entity['Parent_Key']);
  return filled({
    name: first(entity, fields['name'], asText),
    article: first(entity, fields['article'], asText),
    unit: view.names.title('unit', first(entity, fields['unit'], asUid)),
    vatRate: vatRateOf(view, entity, fields['vatRate']),
    groupUid,
    groupName: view.names.title('product', groupUid),
    deleted: flagOf(entity['DeletionMark']),
  });
}

/** Rows of «Контактная информация»: the kind is a word of an enumeration. */
function reachesOf(entity: Entity): { phones: string[]; emails: string[]; address: string | null } {
  const rows = rowsOf(entity, 'КонтактнаяИнформация');
  const of = (type: RegExp) => rows.filter((row) => type.test(textOf(row['Тип']) ?? ''));
  const texts = (found: Entity[], ...names: string[]) => [...new Set(found
    .map((row) => first(row, names, asText)).filter((text) => text !== null))];
  return {
    phones: texts(of(/^телефон/i), 'Представление', 'НомерТелефона'),
    emails: texts(of(/электронн/i), 'АдресЭП', 'Представление'),
    address: texts(of(/^адрес$/i), 'Представление')[0] ?? null,
  };
}

/** Groups of a hierarchical book are no goods and no companies. */
export const isFolder = (entity: Entity): boolean => flagOf(entity['IsFolder']);
