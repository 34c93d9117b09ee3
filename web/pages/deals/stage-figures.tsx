import type { BoardColumn } from '#contract/deals';
import { coveredPercent } from '#contract/money';
import { ColumnSums } from '../../board/column-sums.tsx';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatPercent } from '../../ui/format.ts';

/** Sum of the stage and the 3 px bar of what has been paid of it. */
export function StageFigures({ name, column }: { name: string; column: BoardColumn }) {
  const { amountKopecks, paidKopecks } = column;
  if (amountKopecks === null) return null;
  const paidPercent = paidKopecks === null ? null : coveredPercent(paidKopecks, amountKopecks);
  return (
    <>
      <ColumnSums kopecks={amountKopecks}>
        {paidPercent ? `${ruDeals.paid} ${formatPercent(paidPercent)}` : null}
      </ColumnSums>
      <Bar percent={paidPercent} thin label={`${name}: ${ruDeals.paid}`} />
    </>
  );
}
