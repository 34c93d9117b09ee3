// Texts of the command palette and of the help on keys: neither is part of the first load.

export const ruPalette = {
  title: 'Поиск и команды',
  placeholder: 'Номер заказа, клиент, телефон или команда',
  actions: 'Действия',
  go: 'Переход',
  createDeal: 'Создать сделку',
  createTask: 'Новое дело',
  createLead: 'Записать лид',
  toggleTheme: 'Сменить тему',
  showKeys: 'Показать горячие клавиши',
  dealsBoard: 'Сделки, канбан',
  dealsList: 'Сделки, список',
  empty: (text: string) => `По запросу «${text}» ничего не найдено`,
  failed: 'Поиск не ответил. Команды работают.',
  groups: {
    deal: 'Сделки', company: 'Клиенты', contact: 'Контакты', task: 'Дела', product: 'Товары',
    employee: 'Сотрудники', lead: 'Лиды', order: 'Заказы', invoice: 'Счета',
  } as Record<string, string>,
} as const;

export const ruKeys = {
  done: 'Дело сделано, назначить следующее',
  title: 'Горячие клавиши',
  everywhere: 'Везде',
  lists: 'Списки и доски',
  card: 'Карточка',
  palette: 'Поиск и команды',
  create: 'Создать сделку',
  createTask: 'Новое дело словами',
  help: 'Эта подсказка',
  then: 'затем',
  move: 'Перейти к соседней строке',
  open: 'Открыть',
  peek: 'Показать рядом с доской',
  space: 'Пробел',
  walk: 'Следующая и предыдущая запись рядом со списком',
  edit: 'Править ячейку',
  nextStage: 'На следующую стадию',
  prevStage: 'На предыдущую стадию',
  escape: 'Закрыть или отменить',
} as const;
