// Workbooks written by hand: what no library would write and people send all the same.
/** An archive of these parts, nothing packed. */
export function archiveOf(parts: Record<string, string>): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(parts)) {
    const name = Buffer.from(path);
    const body = Buffer.from(text);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt32LE(body.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    bodies.push(head, name, body);
    directory.push(entry, name);
    at += 30 + name.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(bodies.length / 3, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, ...directory, end]));
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const relations = (...targets: [string, string, string][]) =>
  `<Relationships>${targets.map(([id, type, target]) =>
    `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`).join('')
  }</Relationships>`;

/** A book of these sheets: `rows` is the XML within `sheetData`, `tail` what follows it. */
export function bookOf(sheets: { name: string; rows: string; tail?: string }[]): Uint8Array {
  const ids = sheets.map((_, index) => `s${index + 1}`);
  return archiveOf({
    '_rels/.rels': relations(['a', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets.map(({ name }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="${ids[index]}"/>`).join('')
    }</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(...ids.map((id) =>
      [id, 'worksheet', `worksheets/${id}.xml`] as [string, string, string])),
    ...Object.fromEntries(sheets.map(({ rows, tail = '' }, index) =>
      [`xl/worksheets/${ids[index]}.xml`,
        `<worksheet><sheetData>${rows}</sheetData>${tail}</worksheet>`])),
  });
}

type Value = string | number | null | { formula: string };

const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '')
  + String.fromCharCode(65 + index % 26);

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function cellXml(value: Value, reference: string): string {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
  return typeof value === 'string'
    ? `<c r="${reference}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
    : `<c r="${reference}"><f>${value.formula}</f></c>`;
}

/** `from` is the number of the first row as Excel shows it. */
export const rowsXml = (rows: readonly Value[][], from = 1, attributes = ''): string =>
  rows.map((cells, index) => `<row r="${from + index}"${attributes}>${cells.map((cell, column) =>
    cellXml(cell, `${letterOf(column)}${from + index}`)).join('')}</row>`).join('');
