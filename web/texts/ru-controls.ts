// Texts of lists that people put in order, and of the bar over a look through another's eyes.

export const ruSortable = {
  handle: (name: string) => `Переместить: ${name}`,
  hint: 'Перетащите или нажимайте стрелки вверх и вниз',
  moved: (name: string, place: number, count: number) => `${name}: место ${place} из ${count}`,
} as const;

export const ruViewing = {
  as: (name: string) => `Вы смотрите глазами: ${name}. Менять ничего нельзя.`,
  leave: 'Вернуться к себе',
  failed: 'Вы всё ещё смотрите чужими глазами',
} as const;
