// The line about 1C at the foot of everybody's navigation.
import { plural } from './plural.ts';

/** «7 минут», «3 часа», «2 дня». */
function spanOf(minutes: number): string {
  if (minutes < 60) return `${minutes} ${plural(minutes, 'минуту', 'минуты', 'минут')}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} ${plural(hours, 'час', 'часа', 'часов')}`;
  const days = Math.floor(hours / 24);
  return `${days} ${plural(days, 'день', 'дня', 'дней')}`;
}

export const ruHealth = {
  never: '1С не подключена',
  updated: (ago: string) => `1С: обмен ${ago}`,
  late: '1С: деньги приходят с задержкой',
  held: '1С: обмен ждёт решения администратора',
  lost: (minutes: number) => `1С молчит ${spanOf(minutes)}, деньги могут отставать`,
  hints: {
    late: 'Связь с 1С есть, но оплаты доходят позже обычного.',
    lost: 'Администратор обмена извещён. Суммы и оплаты на экране — на момент последней связи.',
    held: 'Базу 1С восстановили из копии или скопировали. Новые данные не применяются, пока '
      + 'администратор не скажет, которая из двух настоящая.',
    resting: 'Нерабочее время: 1С может быть выключена.',
  } as Record<string, string>,
} as const;
