import { Link } from '@tanstack/react-router';
import type { DealCard } from '#contract/deals';
import { InlineText } from '../../form/inline-text.tsx';
import { paths } from '../../paths.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { formatDay } from '../../ui/format.ts';
import { IconAlertTriangle, IconChevronRight } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import type { DealEditor } from './use-deal.ts';
import css from './deal-header.module.css';

/** «Сделки › РТ-104199» */
export function Crumbs({ number }: { number: string }) {
  return (
    <nav className={css.crumbs} aria-label={ruDeal.crumbs}>
      <Link className={css.crumb} to={paths.deals()}>{ruDeals.title}</Link>
      <IconChevronRight size={14} stroke={1.75} aria-hidden />
      <span className={css.number} aria-current="page">{number}</span>
    </nav>
  );
}

function Flags({ deal }: { deal: DealCard }) {
  return (
    <>
      {deal.overpaid ? <Tag meaning="warn">{ruDeal.overpaid}</Tag> : null}
      {deal.overdueKopecks ? (
        <Tag meaning="bad" icon={<IconAlertTriangle stroke={1.75} />}>{ruDeals.overdue}</Tag>
      ) : null}
      {deal.isOpen ? null : (
        <Tag meaning={deal.lostReason === null ? 'ok' : 'bad'} title={deal.lostReason ?? undefined}>
          {deal.lostReason === null ? ruDeal.closedWon : ruDeal.closedLost}
          {deal.closedAt ? ` ${formatDay(deal.closedAt)}` : ''}
        </Tag>
      )}
    </>
  );
}

/** The name of the deal, edited where it stands, and what is unusual about it. */
export function DealTitle({ deal, save }: { deal: DealCard; save: DealEditor['save'] }) {
  return (
    <div className={css.titleRow}>
      {/* The heading says the name; the button inside it says that it can be changed. */}
      <h1 className={css.title}>
        {deal.may.edit ? (
          <InlineText
            label={ruDeal.name}
            value={deal.title}
            required
            maxLength={500}
            onSave={(title) => title
              && save({ label: ruDeal.name, body: { title }, shown: { title } })}
          />
        ) : deal.title}
      </h1>
      <Flags deal={deal} />
      {deal.lostReason ? (
        <span className={css.reason}>{ruDeal.lostBecause(deal.lostReason)}</span>
      ) : null}
    </div>
  );
}
