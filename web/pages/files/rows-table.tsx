import { isNumberText } from './preview.ts';
import plain from '../../ui/plain-table.module.css';

/** Rows of a file; they have no identity but their place. */
export function RowsTable({ name, rows }: { name: string; rows: string[][] }) {
  return (
    <table className={plain.table} aria-label={name}>
      <tbody>
        {rows.map((row, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>{row.map((cell, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <td key={at} className={isNumberText(cell) ? plain.number : undefined}>{cell}</td>
          ))}</tr>
        ))}
      </tbody>
    </table>
  );
}
