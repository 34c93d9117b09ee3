import { Fragment, useState } from 'react';
import type { HistoryProof, ProofMonth } from '#contract/history-proof';
import { ruHistoryProof as texts } from '../../texts/ru-history-proof.ts';
import { ruReconcile } from '../../texts/ru-reconcile.ts';
import { IconChevronDown, IconChevronRight } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { monthName, SideCells } from '../reconcile/side-cells.tsx';
import css from '../reconcile/reconcile.module.css';
import { ProofObjects } from './proof-objects.tsx';
import { faultsOf, firstType, isOfType, TYPES } from './use-proof.ts';

const COLUMNS = 8;

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

function MonthRow({ month, isShown, onToggle }: {
  month: ProofMonth; isShown: boolean; onToggle: () => void;
}) {
  const name = monthName(month);
  const Chevron = isShown ? IconChevronDown : IconChevronRight;
  return (
    <tr className={isShown ? plain.current : undefined}>
      <td>
        {faultsOf(month) + month.newer === 0 ? name : (
          <button
            type="button"
            className={css.open}
            aria-expanded={isShown}
            aria-label={texts.openMonth(name)}
            onClick={onToggle}
          >
            <Chevron size={14} stroke={1.75} aria-hidden />
            {name}
          </button>
        )}
      </td>
      <SideCells onec={month.said} ours={month.held} />
      <td><Outcome month={month} /></td>
    </tr>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">{ruReconcile.month}</th>
        <th scope="col" className={plain.number}>{texts.saidCount}</th>
        <th scope="col" className={plain.number}>{texts.saidSum}</th>
        <th scope="col" className={plain.number}>{texts.heldCount}</th>
        <th scope="col" className={plain.number}>{texts.heldSum}</th>
        <th scope="col" className={plain.number}>{ruReconcile.countGap}</th>
        <th scope="col" className={plain.number}>{ruReconcile.sumGap}</th>
        <th scope="col">{ruReconcile.outcome}</th>
      </tr>
    </thead>
  );
}

const keyOf = ({ type, month }: ProofMonth) => `${type} ${month}`;

function Table({ fileId, months }: { fileId: number; months: ProofMonth[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.types} tabIndex={0}>
      <table className={`${plain.table} ${css.table}`} aria-label={texts.title}>
        <Head />
        <tbody>
          {months.map((month) => {
            const isShown = open === keyOf(month);
            return (
              <Fragment key={keyOf(month)}>
                <MonthRow
                  month={month}
                  isShown={isShown}
                  onToggle={() => setOpen(isShown ? null : keyOf(month))}
                />
                {isShown ? (
                  <tr>
                    <td colSpan={COLUMNS}><ProofObjects fileId={fileId} month={month} /></td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Counts and sums of both sides, one type at a time. */
export function ProofMonths({ proof }: { proof: HistoryProof }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [onlyDiffer, setOnlyDiffer] = useState(false);
  const type = chosen ?? firstType(proof);
  const ofType = proof.months.filter(isOfType(type));
  const shown = onlyDiffer ? ofType.filter((month) => faultsOf(month) > 0) : ofType;
  const label = (each: string) => {
    const count = proof.months.filter((month) =>
      faultsOf(month) > 0 && isOfType(each)(month)).length;
    return `${ruReconcile.types[each] ?? each}${count > 0 ? ` · ${count}` : ''}`;
  };
  return (
    <Panel
      title={ruReconcile.types[type]}
      aside={(
        <>
          <label className={css.only}>
            <input
              type="checkbox"
              checked={onlyDiffer}
              onChange={(event) => setOnlyDiffer(event.target.checked)}
            />
            {texts.onlyDiffer}
          </label>
          <Segments
            label={texts.types}
            value={type}
            items={TYPES.map((value) => ({ value, label: label(value) }))}
            onChange={setChosen}
          />
        </>
      )}
    >
      {shown.length > 0 ? <Table fileId={proof.file.id} months={shown} /> : (
        <EmptyState
          title={onlyDiffer ? texts.nothingDiffers : texts.noMonths}
          hint={onlyDiffer ? texts.nothingDiffersHint : texts.noMonthsHint}
        />
      )}
    </Panel>
  );
}
