// Atom, errors in their four shapes, and $metadata, as the platform writes them.
import type { Row } from './entities.ts';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  .replaceAll('>', '&gt;');

const ATOM_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"
  xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"
  xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">\n`;

export type PacketEntry = { set: string; row: Row } | { set: string; goneUid: string };

export function atomFeed(root: string, entries: PacketEntry[]): string {
  return `${ATOM_HEAD}${entries.map((entry) => ('goneUid' in entry
    ? `<at:deleted-entry ref="${root}/${entry.set}(guid'${entry.goneUid}')" `
      + 'when="2026-03-02T09:00:00"/>'
    : atomEntry(entry.set, entry.row))).join('\n')}</feed>`;
}

function atomEntry(set: string, row: Row): string {
  return `<entry><category term="StandardODATA.${set}"/><content type="application/xml">`
    + `<m:properties>${properties(set, row)}</m:properties></content></entry>`;
}

function properties(set: string, row: Row): string {
  return Object.entries(row).map(([name, value]) => {
    if (!Array.isArray(value)) {
      return value === '' ? `<d:${name}/>` : `<d:${name}>${escape(String(value))}</d:${name}>`;
    }
    const type = `StandardODATA.${set}_${name}_RowType`;
    return `<d:${name} m:type="Collection(${type})">${value.map((inner: Row) =>
      `<d:element m:type="${type}">${properties(set, inner)}</d:element>`).join('')}</d:${name}>`;
  }).join('');
}

export type ErrorShape = 'xml' | 'odata.error' | '#exception' | 'html';

export function errorBody(shape: ErrorShape, text: string, code = '6'): {
  type: string; body: string;
} {
  switch (shape) {
    case 'xml': return {
      type: 'application/xml;charset=utf-8',
      body: '<?xml version="1.0"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/'
        + `dataservices/metadata"><m:code>${code}</m:code><m:message xml:lang="ru">${
          escape(text)}</m:message></m:error>`,
    };
    case 'odata.error': return {
      type: 'application/json;charset=utf-8',
      body: JSON.stringify({ 'odata.error': { code, message: { lang: 'ru', value: text } } }),
    };
    case '#exception': return {
      type: 'application/json',
      body: `\uFEFF${JSON.stringify({ '#exception': {
        descr: 'HTTP: Internal server error. Ошибка при выполнении запроса',
        inner: { descr: text, creationStack: ['0x00007ff6'] },
      } })}`,
    };
    default: return {
      type: 'text/html;charset=utf-8',
      body: `<!DOCTYPE html><html><head><title>${escape(text)}</title></head><body/></html>`,
    };
  }
}

export function metadataXml(sets: ReadonlyMap<string, Row>): string {
  const property = (name: string) =>
    `<Property Name="${name}" Type="Edm.String" Nullable="true"/>`;
  const types = [...sets].map(([set, row]) => {
    const parts = Object.entries(row).filter(([, value]) => Array.isArray(value));
    return `<EntityType Name="${set}" OpenType="true"><Key><PropertyRef Name="Ref_Key"/></Key>${
      Object.keys(row).map(property).join('')}</EntityType>${parts.map(([name, rows]) =>
      `<ComplexType Name="${set}_${name}_RowType">${
        Object.keys((rows as Row[])[0] ?? {}).map(property).join('')}</ComplexType>`).join('')}`;
  });
  const entitySets = [...sets.keys()].map((set) =>
    `<EntitySet Name="${set}" EntityType="StandardODATA.${set}"/>`);
  return '<?xml version="1.0" encoding="UTF-8"?><edmx:Edmx '
    + 'xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" Version="1.0">'
    + '<edmx:DataServices><Schema xmlns="http://schemas.microsoft.com/ado/2009/11/edm" '
    + `Namespace="StandardODATA">${types.join('')}<EntityContainer Name="StandardODATA">${
      entitySets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
}
