import { Button } from '@mantine/core';
import { useState } from 'react';
import { commandCancel, commandRepeat } from '#contract/commands';
import type { OnecWish, OrderAnswer } from '#contract/commands';
import { call } from '../../api/client.ts';
import { ruCommands as texts } from '../../texts/ru-commands.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { IconAlertTriangle, IconCheck, IconClock } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshWishes, useWishes, type WishesOf } from './use-wishes.ts';
import css from './wishes.module.css';

const titleOf = ({ type, orderNumber }: OnecWish) =>
  (orderNumber === null ? texts.types[type] ?? type : texts.order(orderNumber));

const changeWords = ({ field, old, new: next }: OnecWish['changes'][number]) =>
  texts.change(texts.fields[field] ?? field, old ?? texts.empty, next ?? texts.empty);

function Decide({ wish }: { wish: OnecWish }) {
  const [isBusy, setBusy] = useState(false);
  const { id, state, may } = wish;
  async function decide(route: typeof commandRepeat | typeof commandCancel, said: string) {
    setBusy(true);
    try {
      await call(route, { params: { id } });
      toast(said);
    } catch (error) {
      failToast(texts.failed, error);
    } finally {
      setBusy(false);
      refreshWishes();
    }
  }
  const isRefused = state === 'refused';
  return (
    <span className={css.acts}>
      {may.repeat ? (
        <Button size="compact-sm" loading={isBusy}
          onClick={() => void decide(commandRepeat, texts.repeated)}
        >
          {texts.repeat}
        </Button>
      ) : null}
      {may.cancel ? (
        <Button size="compact-sm" variant="default" disabled={isBusy}
          onClick={() =>
            void decide(commandCancel, isRefused ? texts.dismissed : texts.cancelled)}
        >
          {isRefused ? texts.cancelRefused : texts.cancel}
        </Button>
      ) : null}
    </span>
  );
}

function WishLine({ wish }: { wish: OnecWish }) {
  const isRefused = wish.state === 'refused';
  const Icon = isRefused ? IconAlertTriangle : IconClock;
  const about = [
    ...wish.changes.map(changeWords),
    ...(wish.askedBy ? [texts.by(wish.askedBy.name)] : []),
    formatMoment(wish.writtenAt),
  ];
  return (
    <li className={css.wish} data-refused={isRefused || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <p className={css.words}>
        <b>{titleOf(wish)}: {texts.states[wish.state]}</b>
        {wish.reason ? <span className={css.reason}>{wish.reason}</span> : null}
        <span className={css.about}>{about.join(' · ')}</span>
      </p>
      <Decide wish={wish} />
    </li>
  );
}

const keyOf = ({ base, number, saidAt }: OrderAnswer) => `${base} ${number} ${saidAt}`;

/** The order lives in 1C and its document has not come: what 1C says of it, without sums. */
function AnswerLine({ answer }: { answer: OrderAnswer }) {
  const isBad = answer.cancelled || answer.deleted;
  const Icon = isBad ? IconAlertTriangle : IconCheck;
  const { paidNumber, paidOn, shippedNumber, shippedOn } = answer;
  const marks = [
    ...(answer.status ? [texts.answer.status(answer.status)] : []),
    ...(paidNumber || paidOn ? [texts.answer.paid(paidNumber, dayOf(paidOn))] : []),
    ...(shippedNumber || shippedOn ? [texts.answer.shipped(shippedNumber, dayOf(shippedOn))] : []),
  ];
  return (
    <li className={css.wish} data-refused={isBad || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <p className={css.words}>
        <b>{texts.answer.order(answer.number, dayOf(answer.orderedOn))}</b>
        <span className={css.reason}>
          {answer.deleted ? texts.answer.deleted : answer.cancelled ? texts.answer.cancelled
            : marks.join(' · ') || texts.answer.taken}
        </span>
        <span className={css.about}>
          {[texts.answer.noDocument, formatMoment(answer.saidAt)].join(' · ')}
        </span>
      </p>
    </li>
  );
}

const dayOf = (day: string | null) => (day ? formatDay(day) : null);

/** A deal on its way to 1C is nobody's worry until 1C refuses it. */
const isTold = ({ type, state }: OnecWish) => type.endsWith('.change') || state === 'refused';

/** What 1C was asked to change and has not confirmed, and what it refused, in its own words. */
export function OnecWishes({ of }: { of: WishesOf }) {
  const { items, answers } = useWishes(of);
  const wishes = items.filter(isTold);
  if (wishes.length === 0 && answers.length === 0) return null;
  return (
    <ul className={css.wishes} aria-label={texts.label}>
      {wishes.map((wish) => <WishLine key={wish.id} wish={wish} />)}
      {answers.map((answer) => <AnswerLine key={keyOf(answer)} answer={answer} />)}
    </ul>
  );
}
