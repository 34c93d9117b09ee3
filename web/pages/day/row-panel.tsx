import type { DayRow } from '#contract/day';
import { DealPanel } from '../deals/deal-panel.tsx';
import { LeadPanel } from '../leads/lead-panel.tsx';
import { TaskPanel } from '../tasks/task-panel.tsx';

type RowPanelProps = { row: DayRow; onClose: () => void };

/** A task, or the record of a row that is no task, beside the day. */
export function RowPanel({ row, onClose }: RowPanelProps) {
  if (row.task) return <TaskPanel key={row.key} taskId={row.task.id} onClose={onClose} />;
  if (row.entity === 'deal' && row.entityId) {
    return <DealPanel key={row.key} id={row.entityId} onClose={onClose} />;
  }
  if (row.entity === 'lead' && row.entityId) {
    return <LeadPanel key={row.key} id={row.entityId} onClose={onClose} />;
  }
  return null;
}
