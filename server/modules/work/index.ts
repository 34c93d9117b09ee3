// The face of work: tasks and notifications.
export { workRoutes } from './routes.ts';
export { workGuards } from './guards.ts';
export type { EntityTitles, WorkDeps } from './task-list.ts';
export { readDay, type DayPage, type DayScope, type DaySource } from './day.ts';
export { remindOfTasks, tellDeputies } from './absences-due.ts';
export { handBack } from './hand-back.ts';
export { planDigests } from './digests-due.ts';
export { failedMails, sendMails, type MailDeps } from './send-mails.ts';
export { tellOfComment } from './tell-of-comment.ts';
export { repeatTasks } from './task-series.ts';
export { withMay } from './editable-tasks.ts';
export { readTask, taskAccess, visibleTasks } from './task-list.ts';
export { editTask } from './edit-task.ts';
export { requireWorking } from './task-record.ts';
export { taskSubject } from './task-subject.ts';

export { createTask, createTasks, type MadeTask, type NewTask } from './create-tasks.ts';
export { notify, type NewNotification } from './notify.ts';
export {
  bringBackTask, cancelOpenTasks, countOpenTasks, passOpenTasks, passTasksOf, settleTask,
} from './open-tasks.ts';
export { retimeTask } from './retime-task.ts';
export { recordCells } from './record-cells.ts';
export { countTasksOf, passTasks } from './follow-merge.ts';
export { addTask } from './add-task.ts';
export { cancelTask, completeTask, reopenTask } from './close-task.ts';
export { countDueTasks } from './count-due.ts';
export { countUnread, readAllNotifications } from './notifications.ts';
