import { taskEdit } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { call } from '../../api/client.ts';
import { RecordCustom } from '../../custom/record-custom.tsx';

/** Fields of one's own of a task; what is done stays as it was. */
export function TaskCustom({ task, mayEdit, run }: {
  task: TaskItem; mayEdit: boolean; run: (act: () => Promise<unknown>) => void;
}) {
  return (
    <RecordCustom
      entity="task"
      record={task}
      mayEdit={mayEdit && task.state === 'open'}
      save={({ body }) => run(() => call(taskEdit, {
        params: { id: task.id }, body: { version: task.version, ...body },
      }))}
    />
  );
}
