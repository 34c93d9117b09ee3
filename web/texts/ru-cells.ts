// Texts of cells: words of a deadline, what a stage asks of rows that are moved in a list.

export const ruCells = {
  /** What a deadline may be said with. */
  dueWords: ['сегодня', 'завтра', 'завтра 10:00', 'послезавтра', 'в понедельник', 'в пятницу',
    'через неделю', 'через месяц'],
  asks: 'Чего не хватает для стадии',
  asksHint: (count: number) => `Записей: ${count}. Введённое попадёт туда, где поле ещё пусто.`,
  asksSubmit: 'Сохранить и перевести',
  asksOpen: 'Дополнить и повторить',
} as const;
