// A record beside its list.
export const ruPanel = {
  full: 'Открыть карточку',
  keys: 'Enter — вся карточка, J и K — следующая и предыдущая, Esc — закрыть',
  failed: 'Запись не открылась',
  company: (name: string) => `Компания ${name}`,
  contact: (name: string) => `Контакт ${name}`,
  product: (name: string) => `Товар ${name}`,
} as const;
