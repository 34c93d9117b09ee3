// Texts of cells and forms of mass work that the first screen does not need.

export const ruCells = {
  /** What a deadline may be said with. */
  dueWords: ['сегодня', 'завтра', 'завтра 10:00', 'послезавтра', 'в понедельник', 'в пятницу',
    'через неделю', 'через месяц'],
  relateAdd: 'Отметить',
  relateRemove: 'Снять отметку',
  relateHint: 'Остальные отметки компаний останутся.',
  asks: 'Чего не хватает для стадии',
  asksHint: (count: number) => `Записей: ${count}. Введённое попадёт туда, где поле ещё пусто.`,
  asksSubmit: 'Сохранить и перевести',
  asksOpen: 'Дополнить и повторить',
} as const;
