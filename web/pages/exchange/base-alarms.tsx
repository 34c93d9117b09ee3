import { Button } from '@mantine/core';
import { alarmClear, baseAccept, epochConfirm } from '#contract/exchange';
import type { ExchangeBase } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { Ago } from '../../ui/time.tsx';
import { act } from './use-exchange.ts';
import css from './base-panel.module.css';

const { alarm: texts } = ruExchange;

type Alarm = ExchangeBase['alarms'][number];

function EpochButton({ base, epoch }: { base: ExchangeBase; epoch: string }) {
  return (
    <ConfirmPopover
      question={texts.confirmQuestion(base.ib)}
      confirm={texts.confirmEpoch}
      onConfirm={() => act(
        call(epochConfirm, { params: { id: base.id }, body: { epoch } }), () => texts.confirmed)}
    >
      {(open) => <Button onClick={open}>{texts.confirmEpoch}</Button>}
    </ConfirmPopover>
  );
}

function AlarmAction({ base, alarm }: { base: ExchangeBase; alarm: Alarm }) {
  if (alarm.kind === 'epoch.changed' && base.pendingEpoch) {
    return <EpochButton base={base} epoch={base.pendingEpoch} />;
  }
  if (alarm.kind === 'base.waits') {
    return (
      <Button
        onClick={() => act(
          call(baseAccept, { params: { id: base.id } }),
          () => ruExchange.base.acceptedToast(base.ib))}
      >
        {ruExchange.base.accept}
      </Button>
    );
  }
  return (
    <Button
      variant="default"
      onClick={() => act(call(alarmClear, { params: { id: alarm.id } }), () => texts.cleared)}
    >
      {texts.clear}
    </Button>
  );
}

/** What stopped and needs a person: a changed epoch, a new base, two versions of one object. */
export function BaseAlarms({ base, mayEdit }: { base: ExchangeBase; mayEdit: boolean }) {
  if (base.alarms.length === 0) return null;
  return (
    <ul className={css.alarms}>
      {base.alarms.map((alarm) => (
        <li key={alarm.id} className={css.alarm}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <div className={css.alarmWords}>
            <p><b>{texts.kinds[alarm.kind] ?? alarm.kind}</b></p>
            <p className={css.alarmDetail}>
              {alarm.detail}
              {alarm.kind === 'epoch.changed' && base.pendingEpoch
                ? `, ${texts.epochs(base.epoch, base.pendingEpoch)}` : ''}
              {' · '}<Ago moment={alarm.raisedAt} />
            </p>
          </div>
          {mayEdit ? <AlarmAction base={base} alarm={alarm} /> : null}
        </li>
      ))}
    </ul>
  );
}
