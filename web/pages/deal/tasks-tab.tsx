import { RecordTasks, useRecordTasks } from '../tasks/record-tasks.tsx';

/** All tasks of a deal; asked with the card, for the count on its tab. */
export const useDealTasks = (dealId: number) =>
  useRecordTasks({ entity: 'deal', entityId: dealId });

export function TasksTab({ dealId }: { dealId: number }) {
  return <RecordTasks of={{ entity: 'deal', entityId: dealId }} />;
}
