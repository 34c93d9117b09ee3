import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ruFiles } from '../../texts/ru-files.ts';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { bytesOf } from './content-url.ts';
import { readWorkbook } from './workbook.ts';
import { RowsTable } from './rows-table.tsx';
import css from './preview.module.css';

/** A specification or a price list of Excel, sheet by sheet, without Excel. */
export function WorkbookView({ file }: { file: { id: number; name: string } }) {
  const [at, setAt] = useState('0');
  const { data, error, refetch } = useQuery({
    queryKey: ['file-workbook', file.id],
    queryFn: async ({ signal }) => readWorkbook(await bytesOf(file, signal)),
    staleTime: Infinity,
    retry: false,
  });
  if (error) {
    return (
      <ErrorState error={error} title={ruFiles.previewFailed} onRetry={() => void refetch()} />
    );
  }
  if (!data) return <SkeletonRows count={6} />;
  const sheet = data[Number(at)];
  return (
    <>
      {data.length > 1 ? (
        <div className={css.sheets}>
          <Segments
            label={ruFiles.sheets}
            value={at}
            items={data.map(({ name }, index) => ({ value: String(index), label: name }))}
            onChange={setAt}
          />
        </div>
      ) : null}
      {sheet && sheet.rows.length > 0 ? <RowsTable name={sheet.name} rows={sheet.rows} />
        : <p className={css.none}>{ruFiles.emptySheet}</p>}
    </>
  );
}
