import { ruFiles } from '../../texts/ru-files.ts';
import plain from '../../ui/plain-table.module.css';
import { FileReading } from './file-reading.tsx';
import { readDocument } from './document.ts';
import type { Block, Paragraph, Run, Table } from './document.ts';
import css from './document.module.css';

// Parts of a document have no identity but their place.
/* oxlint-disable react/no-array-index-key */

const Piece = ({ run }: { run: Run }) => (
  <span
    data-bold={run.isBold || undefined}
    data-italic={run.isItalic || undefined}
    data-struck={run.isStruck || undefined}
  >
    {run.text}
  </span>
);

function Line({ paragraph }: { paragraph: Paragraph }) {
  const { mark, depth, isHeading, runs } = paragraph;
  return (
    <p
      className={isHeading ? css.heading : css.line}
      style={mark ? { paddingInlineStart: `${depth * 20}px` } : undefined}
    >
      {mark ? <span className={css.mark}>{mark}</span> : null}
      {runs.map((run, index) => <Piece key={index} run={run} />)}
    </p>
  );
}

const Grid = ({ table }: { table: Table }) => (
  <div className={plain.scroll}>
    <table className={css.table}>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {row.map(({ span, blocks }, at) => (
              <td key={at} colSpan={span}><Blocks blocks={blocks} /></td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

function Blocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) => (block.kind === 'table'
    ? <Grid key={index} table={block} /> : <Line key={index} paragraph={block} />));
}

/** A letter or a contract of Word: its text, lists and tables, without Word. */
export function DocumentView({ file }: { file: { id: number } }) {
  return (
    <FileReading file={file} as="document" read={readDocument}>
      {({ blocks, isCut }) => (
        <article className={css.document}>
          <Blocks blocks={blocks} />
          <p className={css.note}>{isCut ? ruFiles.documentCut : ruFiles.documentNote}</p>
        </article>
      )}
    </FileReading>
  );
}
