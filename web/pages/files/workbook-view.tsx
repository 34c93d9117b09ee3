import { useState } from 'react';
import { ruFiles } from '../../texts/ru-files.ts';
import { Segments } from '../../ui/segments.tsx';
import { FileReading } from './file-reading.tsx';
import { readWorkbook } from './workbook.ts';
import type { ShownSheet } from './workbook.ts';
import { RowsTable } from './rows-table.tsx';
import css from './preview.module.css';

function Sheets({ sheets }: { sheets: ShownSheet[] }) {
  const [at, setAt] = useState('0');
  const sheet = sheets[Number(at)];
  return (
    <>
      {sheets.length > 1 ? (
        <div className={css.sheets}>
          <Segments
            label={ruFiles.sheets}
            value={at}
            items={sheets.map(({ name }, index) => ({ value: String(index), label: name }))}
            onChange={setAt}
          />
        </div>
      ) : null}
      {sheet && sheet.rows.length > 0 ? <RowsTable name={sheet.name} rows={sheet.rows} />
        : <p className={css.none}>{ruFiles.emptySheet}</p>}
    </>
  );
}

/** A specification or a price list of Excel, sheet by sheet, without Excel. */
export function WorkbookView({ file }: { file: { id: number } }) {
  return (
    <FileReading file={file} as="workbook" read={readWorkbook}>
      {(sheets) => <Sheets sheets={sheets} />}
    </FileReading>
  );
}
