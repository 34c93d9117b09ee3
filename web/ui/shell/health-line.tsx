import { useEffect } from 'react';
import { ONEC_SIGNAL, shellFacts } from '#contract/shell';
import type { ShellFacts } from '#contract/shell';
import { keyOf, queryClient } from '../../api/query.ts';
import { onSignal } from '../../api/stream.ts';
import { ruHealth } from '../../texts/ru-health.ts';
import { IconRefresh } from '../icons.ts';
import { useAgo } from '../time.tsx';
import { useShellFacts } from './shell-facts.ts';
import css from './health-line.module.css';

type Health = ShellFacts['onec'];

/** The stream says what the health is whenever it changes; the figures beside it stay. */
function useHealthSignal(): void {
  useEffect(() => onSignal(ONEC_SIGNAL, (onec) => {
    queryClient.setQueryData<ShellFacts>(keyOf(shellFacts, {}), (known) =>
      (known ? { ...known, onec: onec as Health } : known));
  }), []);
}

/** Clocks of screens are wrong by minutes; what was said at `at` is shown by their own clock. */
function momentHere({ lastContactAt, at }: Health, heardMs: number): string | null {
  if (!lastContactAt) return null;
  return new Date(heardMs - (Date.parse(at) - Date.parse(lastContactAt))).toISOString();
}

function wordsOf(state: Health['state'], moment: string | null, ago: string): string {
  if (!moment || state === 'never') return ruHealth.never;
  if (state === 'late' || state === 'held') return ruHealth[state];
  if (state !== 'lost') return ruHealth.updated(ago);
  return ruHealth.lost(Math.max(1, Math.floor((Date.now() - Date.parse(moment)) / 60_000)));
}

/** «1С: обновлено 12 с назад», «1С молчит 7 мин, деньги могут отставать»; nothing until known. */
export function HealthLine() {
  const { onec, heardMs } = useShellFacts();
  useHealthSignal();
  return onec ? <Line onec={onec} heardMs={heardMs} /> : <div className={css.line} />;
}

function Line({ onec, heardMs }: { onec: Health; heardMs: number }) {
  const moment = momentHere(onec, heardMs);
  const text = wordsOf(onec.state, moment, useAgo(moment));
  return (
    <div className={css.line} data-state={onec.state} title={ruHealth.hints[onec.state]}>
      <IconRefresh size={14} stroke={1.6} aria-hidden />
      <span className={css.text}>{text}</span>
      <i className={css.dot} aria-hidden />
    </div>
  );
}
