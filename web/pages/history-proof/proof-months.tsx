import { Fragment, useState } from 'react';
import type { HistoryProof, ProofMonth } from '#contract/history-proof';
import { ruHistoryProof as texts } from '../../texts/ru-history-proof.ts';
import { Tag } from '../../ui/tag.tsx';
import { MonthsPanel } from '../reconcile/months-panel.tsx';
import { monthName } from '../reconcile/side-cells.tsx';
import { SIDES_COLUMNS, SidesRow, SidesTable } from '../reconcile/sides-table.tsx';
import css from '../reconcile/reconcile.module.css';
import { ProofObjects } from './proof-objects.tsx';
import { faultsOf } from './use-proof.ts';

const HEADS = [texts.saidCount, texts.saidSum, texts.heldCount, texts.heldSum] as const;

function Outcome({ month }: { month: ProofMonth }) {
  const { missing, waiting, differs, newer } = month;
  return (
    <span className={css.acts}>
      {faultsOf(month) === 0 ? <Tag meaning="ok">{texts.agreed}</Tag> : null}
      {missing > 0 ? <Tag meaning="bad">{texts.missing(missing)}</Tag> : null}
      {differs > 0 ? <Tag meaning="bad">{texts.differs(differs)}</Tag> : null}
      {waiting > 0 ? <Tag meaning="warn">{texts.waiting(waiting)}</Tag> : null}
      {newer > 0 ? <Tag>{texts.newer(newer)}</Tag> : null}
    </span>
  );
}

const keyOf = ({ type, month }: ProofMonth) => `${type} ${month}`;

function Table({ fileId, months }: { fileId: number; months: ProofMonth[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <SidesTable label={texts.typesLabel} title={texts.title} heads={HEADS}>
      {months.map((month) => {
        const isShown = open === keyOf(month);
        const toggle = () => setOpen(isShown ? null : keyOf(month));
        const name = monthName(month);
        return (
          <Fragment key={keyOf(month)}>
            <SidesRow
              name={name}
              sides={{ onec: month.said, ours: month.held }}
              outcome={<Outcome month={month} />}
              onToggle={faultsOf(month) + month.newer > 0 ? toggle : undefined}
              isShown={isShown}
              openLabel={texts.openMonth(name)}
            />
            {isShown ? (
              <tr>
                <td colSpan={SIDES_COLUMNS}><ProofObjects fileId={fileId} month={month} /></td>
              </tr>
            ) : null}
          </Fragment>
        );
      })}
    </SidesTable>
  );
}

/** Counts and sums of both sides, one kind of objects at a time. */
export function ProofMonths({ proof }: { proof: HistoryProof }) {
  const [type, setType] = useState<string>();
  return (
    <MonthsPanel
      months={proof.months}
      differs={(month) => faultsOf(month) > 0}
      type={type}
      onType={setType}
      words={texts}
    >
      {(shown) => <Table fileId={proof.file.id} months={shown} />}
    </MonthsPanel>
  );
}
