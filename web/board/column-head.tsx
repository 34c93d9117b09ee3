import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatNumber } from '../ui/format.ts';
import { IconPlus } from '../ui/icons.ts';
import { StageDot } from '../ui/stage-dot.tsx';
import type { BoardStage } from './board-types.ts';
import css from './board.module.css';

type ColumnHeadProps = {
  stage: BoardStage;
  count: number;
  add?: { label: string; onClick: () => void };
  children: ReactNode;
};

/** Name and exact count of a stage, the button of a new record, and the figures of the noun. */
export function ColumnHead({ stage, count, add, children }: ColumnHeadProps) {
  return (
    <header className={css.head}>
      <div className={css.headLine}>
        <StageDot color={stage.colour} />
        <h2 className={css.headName} title={stage.name}>{stage.name}</h2>
        <span className={css.headCount}>{formatNumber(count)}</span>
        {add ? (
          <ActionIcon
            className={css.headAdd}
            size={24}
            aria-label={add.label}
            onClick={add.onClick}
          >
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        ) : null}
      </div>
      {children}
    </header>
  );
}
