import type { LeadLine } from '#contract/leads';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatSum } from '../../ui/format.ts';
import table from '../../ui/plain-table.module.css';
import css from './lead-work.module.css';

const { lines: names } = ruLeads;

const plain = (decimal: string) => String(Number(decimal)).replace('.', ',');

/** What the customer asked for; a deal takes the lines over as they are. */
export function LeadLines({ lines }: { lines: LeadLine[] }) {
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      {lines.length === 0 ? <p className={css.quiet}>{names.none}</p> : (
        <div className={css.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{names.article}</th>
                <th>{names.name}</th>
                <th data-align="right">{names.quantity}</th>
                <th data-align="right">{names.price}</th>
                <th data-align="right">{names.sum}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td>{line.article}</td>
                  <td>{line.name}</td>
                  <td data-align="right">{plain(line.quantity)} {line.unit ?? ''}</td>
                  <td data-align="right">{formatSum(Math.round(Number(line.price) * 100))}</td>
                  <td data-align="right">{formatSum(line.sumKopecks)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
