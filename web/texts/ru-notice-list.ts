// Texts of the list of notices; the bell has its own few.
import { plural } from './plural.ts';

const NOUNS: Record<string, [string, string, string]> = {
  deal: ['сделка', 'сделки', 'сделок'],
  task: ['дело', 'дела', 'дел'],
  lead: ['лид', 'лида', 'лидов'],
};

export const ruNoticeList = {
  group: 'О чём',
  groups: {
    all: 'Обо всём', tasks: 'Дела', deals: 'Сделки', leads: 'Лиды', comments: 'Комментарии',
    deferrals: 'Отсрочки', imports: 'Импорт', onec: 'Обмен с 1С',
  },
  withCount: (label: string, count: number) => (count > 0 ? `${label} ${count}` : label),
  noneHere: 'Таких уведомлений нет',
  showAll: 'Показать все',
  read: (title: string) => `Прочитано: ${title}`,
  unread: (title: string) => `Вернуть в непрочитанные: ${title}`,
  records: (entity: string, count: number) =>
    `${count} ${plural(count, ...(NOUNS[entity] ?? ['запись', 'записи', 'записей']))}: списком`,
  keys: 'J K или ↑ ↓ — выбрать, Enter — открыть, R — прочитано, Shift R — прочитать все',
  readAllDone: (count: number) =>
    `${count} ${plural(count, 'уведомление прочитано', 'уведомления прочитаны',
      'уведомлений прочитано')}`,
  notRead: 'Отметка не сохранилась',
} as const;
