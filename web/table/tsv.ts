// Cells as Excel puts them on the clipboard: tabs between cells, line breaks between rows, a cell
// with either or with quotes stands in quotes, its own quotes doubled. Pure.

/** Cells of a text; a quoted cell keeps its line breaks. The last line break is no row. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (;;) {
    const cell = readCell(source, at);
    row.push(cell.text);
    at = cell.end;
    const sign = source[at];
    if (sign === undefined) break;
    if (sign === '\n') {
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  rows.push(row);
  return rows;
}

function readCell(source: string, from: number): { text: string; end: number } {
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  quoted.lastIndex = from;
  const match = quoted.exec(source);
  if (match) return { text: (match[1] ?? '').replaceAll('""', '"'), end: quoted.lastIndex };
  // A quote that begins no quoted cell is a sign like any other: «Труба 2"».
  const plain = /[^\t\n]*/y;
  plain.lastIndex = from;
  return { text: plain.exec(source)?.[0] ?? '', end: plain.lastIndex };
}

export function writeTsv(rows: string[][]): string {
  return rows.map((cells) => cells.map(quoted).join('\t')).join('\n');
}

function quoted(cell: string): string {
  return /[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A file that Excel of a Russian Windows opens by a double click; formulas are made harmless. */
export function writeCsv(rows: string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((cells) => cells.map(cell).join(';')).join('\r\n')}\r\n`;
}
