import type { DealItem } from '#contract/deals';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatDueShort, formatNearDay, hasPassed } from '../../ui/format.ts';
import {
  IconAlertTriangle, IconCalendarDue, IconCalendarEvent, IconChecklist, IconHourglass,
  IconPhone,
} from '../../ui/icons.ts';
import { PaymentBar } from '../../ui/payment-bar.tsx';
import { Tag } from '../../ui/tag.tsx';
import css from './deal-card.module.css';

const TASK_ICONS: Record<string, typeof IconPhone> = {
  call: IconPhone, deferral: IconCalendarDue,
};

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
    </span>
  );
}

function NextTask({ task }: { task: DealItem['nextTask'] }) {
  if (!task) return <span className={css.task} data-kind="none">{ruDeals.noTask}</span>;
  const TaskIcon = TASK_ICONS[task.kind] ?? IconChecklist;
  const isLate = task.dueAt !== null && hasPassed(task.dueAt);
  return (
    <span className={css.task} data-kind={task.kind} data-late={isLate || undefined}>
      <TaskIcon size={14} stroke={1.6} aria-hidden />
      <span className={css.taskText}>{task.title}</span>
      {task.dueAt ? <span className={css.due}>{formatDueShort(task.dueAt)}</span> : null}
    </span>
  );
}

/** What a salesperson needs at a glance; no menus, no tooltips, so that a column scrolls fast. */
export function DealCardFace({ deal }: { deal: DealItem }) {
  return (
    <>
      <span className={css.top}>
        <span className={css.number}>{deal.number}</span>
        <Flags deal={deal} />
      </span>
      <span className={css.title}>{deal.title}</span>
      <span className={css.company}>{deal.company?.name ?? ruDeals.noCompany}</span>
      <span className={css.money}>
        {deal.amountKopecks === null || deal.paidKopecks === null ? (
          <span className={css.hidden}>{ruDeals.moneyHidden}</span>
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
      <span className={css.bottom}>
        <NextTask task={deal.nextTask} />
        {deal.responsible ? <Avatar name={deal.responsible.name} /> : null}
      </span>
    </>
  );
}
