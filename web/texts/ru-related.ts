// What hangs together with a record.
export const ruRelated = {
  heading: 'Связанные записи',
  failed: 'Связанные записи не загрузились',
  none: 'Связанных записей нет',
  entities: { lead: 'Лиды', deal: 'Сделки' } as Record<string, string>,
  one: { lead: 'Лид', deal: 'Сделка' } as Record<string, string>,
  by: {
    reach: 'тот же телефон или почта', company: 'та же компания', contact: 'тот же контакт',
    origin: 'отсюда началось',
  } as Record<string, string>,
  open: 'в работе',
  closed: 'закрыто',
  noDepartment: 'без отдела',
  nobody: 'без ответственного',
  more: (count: number) => `Ещё ${count}`,
  fewer: 'Свернуть',
} as const;
