import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { alarmClear, baseAccept, epochConfirm } from '#contract/exchange';
import { epochRefuse } from '#contract/exchange-epochs';
import type { ExchangeBase } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ruReconcile } from '../../texts/ru-reconcile.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { Ago } from '../../ui/time.tsx';
import { act } from './use-exchange.ts';
import css from './base-panel.module.css';

const { alarm: texts } = ruExchange;

type Alarm = ExchangeBase['alarms'][number];

/** Whoever confirms is led to the full reconciliation that begins by itself. */
function EpochButton({ base, epoch }: { base: ExchangeBase; epoch: string }) {
  const navigate = useNavigate();
  const confirm = async () => {
    const { reconcileId } = await call(
      epochConfirm, { params: { id: base.id }, body: { epoch } });
    await navigate({ to: paths.reconcile(), search: { base: base.id, run: reconcileId } });
  };
  return (
    <ConfirmPopover
      question={texts.confirmQuestion(base.ib)}
      confirm={texts.confirmEpoch}
      onConfirm={() => act(confirm(), () => texts.confirmed)}
    >
      {(open) => <Button onClick={open}>{texts.confirmEpoch}</Button>}
    </ConfirmPopover>
  );
}

function RefuseButton({ base, epoch }: { base: ExchangeBase; epoch: string }) {
  return (
    <ConfirmPopover
      question={texts.refuseQuestion(base.ib)}
      confirm={texts.refuseEpoch}
      onConfirm={() => act(
        call(epochRefuse, { params: { id: base.id }, body: { epoch } }), () => texts.refused)}
    >
      {(open) => <Button variant="default" onClick={open}>{texts.refuseEpoch}</Button>}
    </ConfirmPopover>
  );
}

function ReportButton({ base }: { base: ExchangeBase }) {
  const navigate = useNavigate();
  return (
    <Button
      variant="default"
      onClick={() => void navigate({ to: paths.reconcile(), search: { base: base.id } })}
    >
      {ruReconcile.report}
    </Button>
  );
}

function AlarmAction({ base, alarm }: { base: ExchangeBase; alarm: Alarm }) {
  if (alarm.kind === 'epoch.changed' && base.pendingEpoch) {
    return (
      <>
        <RefuseButton base={base} epoch={base.pendingEpoch} />
        <EpochButton base={base} epoch={base.pendingEpoch} />
      </>
    );
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
  if (alarm.kind === 'digest.differs') {
    return <ReportButton base={base} />;
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
              {alarm.detail.replace(/\.$/, '')}
              {alarm.kind === 'epoch.changed' && base.pendingEpoch
                ? `, ${texts.epochs(base.epoch)}` : ''}
              {' · '}<Ago moment={alarm.raisedAt} />
            </p>
          </div>
          {mayEdit ? <AlarmAction base={base} alarm={alarm} /> : null}
        </li>
      ))}
    </ul>
  );
}
