import { ActionIcon } from '@mantine/core';
import type { BoardColumn, Stage } from '#contract/deals';
import { coveredPercent } from '#contract/money';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { Money } from '../../ui/money.tsx';
import { StageDot } from '../../ui/stage-dot.tsx';
import css from './board.module.css';

type ColumnHeadProps = {
  stage: Stage;
  column: BoardColumn;
  onCreate?: () => void;
};

/** Name, exact count, sum of the stage and the 3 px bar of what has been paid of it. */
export function ColumnHead({ stage, column, onCreate }: ColumnHeadProps) {
  const { count, amountKopecks, paidKopecks } = column;
  const paidPercent = amountKopecks === null || paidKopecks === null
    ? null : coveredPercent(paidKopecks, amountKopecks);
  return (
    <header className={css.head}>
      <div className={css.headLine}>
        <StageDot color={stage.colour} />
        <h2 className={css.headName} title={stage.name}>{stage.name}</h2>
        <span className={css.headCount}>{formatNumber(count)}</span>
        {onCreate ? (
          <ActionIcon
            className={css.headAdd}
            size={24}
            aria-label={ruDeals.addTo(stage.name)}
            onClick={onCreate}
          >
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        ) : null}
      </div>
      {amountKopecks === null ? null : (
        <>
          <div className={css.headSums}>
            <b><Money kopecks={amountKopecks} form="short" /></b>
            {paidPercent ? <span>{ruDeals.paid} {formatPercent(paidPercent)}</span> : null}
          </div>
          <Bar percent={paidPercent} thin label={`${stage.name}: ${ruDeals.paid}`} />
        </>
      )}
    </header>
  );
}
