// What the list of notices is narrowed to.

/** What the list is narrowed to: group → beginnings of kinds. Each kind is in one of them. */
export const NOTICE_GROUPS = {
  tasks: ['task.', 'absence.'],
  deals: ['deal.'],
  leads: ['lead.'],
  comments: ['comment.'],
  deferrals: ['deferral.'],
  imports: ['import.'],
  onec: ['onec.', 'exchange.'],
} as const;
export type NoticeGroup = keyof typeof NOTICE_GROUPS;

export function noticeGroup(kind: string): NoticeGroup | undefined {
  const groups = Object.keys(NOTICE_GROUPS) as NoticeGroup[];
  return groups.find((name) => NOTICE_GROUPS[name].some((start) => kind.startsWith(start)));
}
