import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { ApiProblem } from '../api/client.ts';
import { ru } from '../texts/ru.ts';
import { IconAlertTriangle } from './icons.ts';
import { EmptyState, ErrorState } from './states.tsx';

const reload = () => window.location.reload();

/** A page that threw: the shell stays, the page says so and offers to begin anew. */
export function CrashState({ error }: { error: unknown }) {
  useEffect(() => reportError(error), [error]);
  if (error instanceof ApiProblem) return <ErrorState error={error} onRetry={reload} />;
  return (
    <EmptyState
      icon={<IconAlertTriangle size={20} stroke={1.5} />}
      title={ru.errors.crashTitle}
      hint={ru.errors.crashDetail}
      action={<Button onClick={reload}>{ru.errors.reload}</Button>}
    />
  );
}
