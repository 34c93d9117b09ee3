import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ru } from '../texts/ru.ts';
import { formatNumber } from '../ui/format.ts';
import { IconPlus } from '../ui/icons.ts';
import { StageDot } from '../ui/stage-dot.tsx';
import type { BoardStage } from './board-types.ts';
import css from './board.module.css';

type ColumnHeadProps = {
  stage: BoardStage;
  column: { count: number; filter: string };
  /** The list of exactly these, once it has the filter of the column. */
  list: { to: string; search: Record<string, unknown> };
  add?: { label: string; onClick: () => void };
  children: ReactNode;
};

/** Name and exact count of a stage, the button of a new record, and the figures of the noun. */
export function ColumnHead({ stage, column, list, add, children }: ColumnHeadProps) {
  return (
    <header className={css.head}>
      <div className={css.headLine}>
        <StageDot color={stage.colour} />
        <h2 className={css.headName} title={stage.name}>{stage.name}</h2>
        <Link
          to={list.to}
          search={{ ...list.search, filter: column.filter }}
          className={css.headCount}
          title={ru.nav.asList}
        >
          {formatNumber(column.count)}
        </Link>
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
