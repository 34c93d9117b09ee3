import { Button } from '@mantine/core';
import { quarantineSettle } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { act } from './use-exchange.ts';
import css from './quarantine.module.css';

const { quarantine: texts } = ruExchange;

type SelectionProps = { ids: number[]; onDone: () => void };

const settle = (kind: 'retry' | 'dismiss', { ids, onDone }: SelectionProps) => act(
  call(quarantineSettle, { body: { act: kind, ids } }).finally(onDone),
  ({ done, left }) => texts.settledMany(kind, done, left));

/** The same act for every marked record; what is refused again stays. */
export function HeldSelection(props: SelectionProps) {
  const { ids, onDone } = props;
  return (
    <div className={css.selection} role="group" aria-label={texts.chosenLabel}>
      <b>{texts.chosen(ids.length)}</b>
      <Button variant="default" onClick={() => settle('retry', props)}>{texts.retry}</Button>
      <ConfirmPopover
        question={texts.dismissMany(ids.length)}
        confirm={texts.dismiss}
        onConfirm={() => settle('dismiss', props)}
      >
        {(open) => <Button variant="default" onClick={open}>{texts.dismiss}</Button>}
      </ConfirmPopover>
      <Button variant="subtle" onClick={onDone}>{texts.unchoose}</Button>
    </div>
  );
}
