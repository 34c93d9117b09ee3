import { useQuery } from '@tanstack/react-query';
import type { DayRow } from '#contract/day';
import { pipelinesList } from '#contract/deals';
import { routeQuery } from '../../api/query.ts';
import { DealPanel } from '../deals/deal-panel.tsx';
import { LeadPanel } from '../leads/lead-panel.tsx';
import { TaskPanel } from '../tasks/task-panel.tsx';

type RowPanelProps = { row: DayRow; onClose: () => void };

function OfDeal({ dealId, onClose }: { dealId: number; onClose: () => void }) {
  const { data = [] } = useQuery(routeQuery(pipelinesList, {}));
  return <DealPanel dealId={dealId} pipelines={data} onClose={onClose} />;
}

/** A task, or the record of a row that is no task, beside the day. */
export function RowPanel({ row, onClose }: RowPanelProps) {
  if (row.task) return <TaskPanel key={row.key} taskId={row.task.id} onClose={onClose} />;
  if (row.entity === 'deal' && row.entityId) {
    return <OfDeal key={row.key} dealId={row.entityId} onClose={onClose} />;
  }
  if (row.entity === 'lead' && row.entityId) {
    return <LeadPanel key={row.key} leadId={row.entityId} onClose={onClose} />;
  }
  return null;
}
