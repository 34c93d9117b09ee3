import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ERRORS } from '#contract/errors';
import { ApiProblem } from '../api/client.ts';
import { ru } from '../texts/ru.ts';
import { IconAlertTriangle } from './icons.ts';
import css from './states.module.css';

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What the person can do about it. */
  hint?: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ icon, title, hint, action }: EmptyStateProps) {
  return (
    <div className={css.state}>
      {icon ? <div className={css.icon} aria-hidden>{icon}</div> : null}
      <p className={css.title}>{title}</p>
      {hint ? <p className={css.hint}>{hint}</p> : null}
      {action ? <div className={css.action}>{action}</div> : null}
    </div>
  );
}

type ErrorStateProps = {
  error: unknown;
  /** What did not happen, in the words of the screen: «Список не загрузился». */
  title?: string;
  /** What was kept: «Введённое осталось на месте.» */
  kept?: string;
  onRetry?: () => void;
};

/** What the table of errors advises; empty for failures without a code of the server. */
function adviceOf(error: unknown): string {
  if (!(error instanceof ApiProblem) || error.code === 'offline') return '';
  return ERRORS[error.code]?.hint ?? '';
}

/** Says what happened, what was kept, what to do, and the number to tell the administrator. */
export function ErrorState({ error, title, kept, onRetry }: ErrorStateProps) {
  const problem = error instanceof ApiProblem ? error : null;
  const lines = [title ? problem?.title : null, problem?.detail, kept, adviceOf(error)]
    .filter((line, index, all) => line && all.indexOf(line) === index);
  return (
    <div className={css.state} role="alert">
      <div className={css.icon} data-meaning="bad" aria-hidden>
        <IconAlertTriangle size={20} stroke={1.5} />
      </div>
      <p className={css.title}>{title ?? problem?.title ?? ru.errors.unknown}</p>
      <p className={css.hint}>{lines.join('. ').replace(/\.\. /g, '. ')}</p>
      {onRetry ? (
        <div className={css.action}>
          <Button variant="default" onClick={onRetry}>{ru.common.retry}</Button>
        </div>
      ) : null}
      {problem?.requestId ? (
        <p className={css.request}>{ru.errors.request}: {problem.requestId}</p>
      ) : null}
    </div>
  );
}
