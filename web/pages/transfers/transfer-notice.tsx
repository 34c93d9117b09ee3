import type { DealCard } from '#contract/deals';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { formatMoment, hasPassed } from '../../ui/format.ts';
import { IconArrowsExchange } from '../../ui/icons.ts';
import { AnswerButtons } from './answer-buttons.tsx';
import css from './transfers.module.css';

const { notice: texts } = ruTransfers;

type Waiting = NonNullable<DealCard['transfer']>;

function titleOf({ mayAnswer, by, from, fromDepartment, to }: Waiting): string {
  if (!mayAnswer) return to ? texts.waits(to.name) : texts.waitsNobody;
  const giver = by ?? from;
  const words = texts.given(giver?.name ?? texts.nobody, fromDepartment?.name);
  return from && giver?.id !== from.id ? words + texts.tookFrom(from.name) : words;
}

/** Over the card of a deal that waits for its receiver. */
export function TransferNotice({ deal }: { deal: DealCard }) {
  const { transfer } = deal;
  if (!transfer) return null;
  const { acceptUntil, mayAnswer } = transfer;
  const isLate = acceptUntil !== null && hasPassed(acceptUntil);
  const until = acceptUntil && (isLate ? texts.late : texts.until)(formatMoment(acceptUntil));
  return (
    <section className={css.notice} aria-label={ruTransfers.asks} data-late={isLate || undefined}>
      <IconArrowsExchange size={16} stroke={1.75} aria-hidden />
      <p className={css.words}>
        <b>{titleOf(transfer)}</b>{until ? <span className={css.until}>{until}</span> : null}
        <span className={css.reason}>{transfer.reason}</span>
      </p>
      {mayAnswer ? <AnswerButtons deal={deal} /> : null}
    </section>
  );
}
