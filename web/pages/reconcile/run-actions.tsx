import { Button } from '@mantine/core';
import type { ExchangeBase } from '#contract/exchange';
import { reconcileAsk, reconcileFile } from '#contract/reconcile';
import type { Reconcile } from '#contract/reconcile';
import { call, urlOf } from '../../api/client.ts';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { IconDownload, IconRefresh } from '../../ui/icons.ts';
import { act, isOpen } from './use-reconcile.ts';
import css from './reconcile.module.css';

/** Disabled while a run is open: its progress stands below. */
export function AskButton({ base, runs }: { base: ExchangeBase; runs: Reconcile[] }) {
  return (
    <Button
      leftSection={<IconRefresh size={15} stroke={1.6} />}
      disabled={runs.some(isOpen)}
      onClick={() => act(
        call(reconcileAsk, { params: { id: base.id }, body: {} }),
        () => (base.transport === 'odata' ? texts.askedPolled : texts.asked),
        texts.notAsked)}
    >
      {texts.ask}
    </Button>
  );
}

export function FileLink({ run }: { run: Reconcile }) {
  return (
    <Button
      component="a"
      variant="default"
      href={urlOf(reconcileFile.path, { id: run.id }, {})}
      leftSection={<IconDownload size={15} stroke={1.6} />}
    >
      {texts.file}
    </Button>
  );
}

/** Most companies have one base; then there is nothing to choose. */
export function BasePicker({ bases, base, onPick }: {
  bases: ExchangeBase[]; base: ExchangeBase; onPick: (id: number) => void;
}) {
  if (bases.length < 2) return null;
  return (
    <select
      className={css.picker}
      aria-label={texts.base}
      value={base.id}
      onChange={(event) => onPick(Number(event.target.value))}
    >
      {bases.map(({ id, ib }) => <option key={id} value={id}>{ib}</option>)}
    </select>
  );
}
