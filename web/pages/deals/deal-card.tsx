import type { DealItem } from '#contract/deals';
import { CardFace, CardLine } from '../../board/card-face.tsx';
import { ruDeals } from '../../texts/ru-deals.ts';
import { formatIn, formatNearDay } from '../../ui/format.ts';
import { IconAlertTriangle, IconCalendarEvent, IconHourglass } from '../../ui/icons.ts';
import { PaymentBar } from '../../ui/payment-bar.tsx';
import { Tag } from '../../ui/tag.tsx';
import css from './deal-card.module.css';

function Flags({ deal }: { deal: DealItem }) {
  return (
    <span className={css.flags}>
      {deal.overdueKopecks ? (
        <Tag meaning="bad" icon={<IconAlertTriangle stroke={1.75} />}>{ruDeals.overdue}</Tag>
      ) : null}
      {deal.isStuck ? (
        <Tag
          icon={<IconHourglass stroke={1.75} />}
          title={ruDeals.stuckSince(formatNearDay(deal.lastActivityAt))}
        >
          {ruDeals.stuck}
        </Tag>
      ) : null}
      {deal.deferredUntil ? (
        <Tag meaning="warn" icon={<IconCalendarEvent stroke={1.75} />}>
          {ruDeals.until(formatNearDay(deal.deferredUntil))}
        </Tag>
      ) : null}
      {deal.otherCurrencies.map(({ currency, amountKopecks }) => (
        <Tag key={currency}>{formatIn(amountKopecks, currency)}</Tag>
      ))}
    </span>
  );
}

/** What a salesperson needs at a glance: whose money, how much of it, what is next. */
export function DealCardFace({ deal }: { deal: DealItem }) {
  return (
    <CardFace record={deal} noTask={ruDeals.noTask} flags={<Flags deal={deal} />}>
      <CardLine>{deal.company?.name ?? ruDeals.noCompany}</CardLine>
      <span className={css.money}>
        {deal.amountKopecks === null || deal.paidKopecks === null ? (
          <span className={css.hidden}>{ruDeals.moneyHidden}</span>
        ) : deal.amountKopecks === 0 && deal.otherCurrencies.length > 0 ? (
          <span className={css.hidden}>
            {deal.otherCurrencies.map(({ currency, paidKopecks }) =>
              ruDeals.ofThemPaid(formatIn(paidKopecks, currency))).join(', ')}
          </span>
        ) : (
          <PaymentBar
            totalKopecks={deal.amountKopecks}
            paidKopecks={deal.paidKopecks}
            paidPercent={deal.paidPercent}
            shippedPercent={deal.shippedPercent}
            overdue={Boolean(deal.overdueKopecks)}
          />
        )}
      </span>
    </CardFace>
  );
}
