import type { DealCard } from '#contract/deals';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { formatDay } from '../../ui/format.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import { RecordName, RecordTitle } from '../record/record-head.tsx';
import type { DealEditor } from './use-deal.ts';
import css from './deal-page.module.css';

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
    <RecordTitle
      title={(
        <RecordName
          name={deal.title}
          label={ruDeal.name}
          may={deal.may.edit}
          maxLength={500}
          onSave={(title) => save({ label: ruDeal.name, body: { title }, shown: { title } })}
        />
      )}
    >
      <Flags deal={deal} />
      {deal.lostReason ? (
        <span className={css.reason}>{ruDeal.lostBecause(deal.lostReason)}</span>
      ) : null}
    </RecordTitle>
  );
}
