import type { BoardColumn } from '#contract/deals';
import { coveredPercent } from '#contract/money';
import { ColumnSums } from '../../board/column-sums.tsx';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatIn, formatPercent } from '../../ui/format.ts';
import css from '../../board/board.module.css';

/** Sum of the stage and the 3 px bar of what has been paid of it. */
export function StageFigures({ name, column }: { name: string; column: BoardColumn }) {
  const { amountKopecks, paidKopecks, otherSums } = column;
  if (amountKopecks === null) return null;
  const paidPercent = paidKopecks === null ? null : coveredPercent(paidKopecks, amountKopecks);
  return (
    <>
      <ColumnSums kopecks={amountKopecks}>
        {paidPercent ? `${ruDeals.paid} ${formatPercent(paidPercent)}` : null}
      </ColumnSums>
      {otherSums.length === 0 ? null : (
        <p className={css.headOthers}>
          {otherSums.map(({ currency, amountKopecks: worth, paidKopecks: paid }) => (
            <span key={currency} title={ruDeals.ofThemPaid(formatIn(paid, currency))}>
              {`+ ${formatIn(worth, currency)}`}
            </span>
          ))}
        </p>
      )}
      <Bar percent={paidPercent} thin label={`${name}: ${ruDeals.paid}`} />
    </>
  );
}
