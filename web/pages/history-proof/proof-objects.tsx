import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { historyProofObjects } from '#contract/history-proof';
import type { ProofMonth, ProofObject } from '#contract/history-proof';
import { routeQuery } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ruHistoryProof as texts } from '../../texts/ru-history-proof.ts';
import { formatDay, formatNumber, formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { ReadingState } from '../../ui/reading-state.tsx';
import css from '../reconcile/reconcile.module.css';

const SHOWN_MAX = 200;

/** Where it waits, or its versions: both stand in the monitor. */
function Name({ object: { type, name, uid, heldItem } }: { object: ProofObject }) {
  const search = heldItem ? { item: heldItem.id } : { object: uid };
  return (
    <Link className={css.link} to={paths.exchange()} search={search}>
      {ruExchange.quarantine.types[type] ?? type} {name ?? texts.nameless}
    </Link>
  );
}

function Row({ object }: { object: ProofObject }) {
  const { line, fault, saidKopecks, heldKopecks, heldItem, on } = object;
  return (
    <tr>
      <td><Name object={object} /></td>
      <td className={css.nowrap}>{on ? formatDay(on) : ''}</td>
      <td className={plain.number}>{formatNumber(line)}</td>
      <td>{texts.faults[fault]}</td>
      <td className={plain.number}>{formatSum(saidKopecks)}</td>
      <td className={plain.number}>{heldKopecks === null ? '—' : formatSum(heldKopecks)}</td>
      <td>{heldItem?.reason ?? ''}</td>
    </tr>
  );
}

/** Documents behind the difference of a month, what nothing explains first. */
export function ProofObjects({ fileId, month: { type, month } }: {
  fileId: number; month: ProofMonth;
}) {
  const reading = useQuery(routeQuery(historyProofObjects, {
    params: { id: fileId }, query: { type, month, limit: SHOWN_MAX },
  }));
  const { data } = reading;
  if (!data) return <ReadingState of={reading} title={texts.objectsFailed} rows={3} />;
  const hidden = data.total - data.items.length;
  return (
    <>
      <table className={plain.table} aria-label={texts.fault}>
        <thead>
          <tr>
            <th scope="col">{texts.object}</th>
            <th scope="col">{texts.day}</th>
            <th scope="col" className={plain.number}>{texts.line}</th>
            <th scope="col">{texts.fault}</th>
            <th scope="col" className={plain.number}>{texts.inFile}</th>
            <th scope="col" className={plain.number}>{texts.inVerstak}</th>
            <th scope="col">{texts.why}</th>
          </tr>
        </thead>
        <tbody>{data.items.map((object) => <Row key={object.uid} object={object} />)}</tbody>
      </table>
      {hidden > 0 ? <p className={css.quiet}>{texts.more(hidden)}</p> : null}
    </>
  );
}
