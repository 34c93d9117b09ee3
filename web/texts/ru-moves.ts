// Texts of moves in the tree of departments.
import { plural } from './plural.ts';

const people = (count: number) =>
  `${count} ${plural(count, 'человек', 'человека', 'человек')}`;

export const ruMoves = {
  open: 'Переместить в…',
  department: (name: string) => `Переместить отдел «${name}»`,
  person: (name: string) => `Перевести: ${name}`,
  into: 'В какой отдел',
  top: 'На верхний уровень',
  along: (count: number) => `Вместе с отделом переедут ${people(count)}.`,
  stays: 'Сделки, лиды и клиенты сотрудника остаются в прежних отделах: передайте их, если нужно. '
    + 'Дела едут с ним.',
  gain: (count: number) => `Станут видеть больше: ${people(count)}`,
  lose: (count: number) => `Станут видеть меньше: ${people(count)}`,
  same: 'Видимость ни у кого не изменится.',
  hint: 'Считаются те, чья роль видит отдел с подотделами.',
  previewFailed: 'Последствия посчитать не удалось',
  submit: 'Переместить',
  moved: (name: string, to: string) => `${name} — теперь в «${to}»`,
  movedTop: (name: string) => `${name} — теперь на верхнем уровне`,
  failed: 'Всё осталось на месте',
} as const;
