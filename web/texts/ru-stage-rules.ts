// What stages ask of deals, and the word of a head.
import { plural } from './plural.ts';

export const ruStageRules = {
  /** The editor of an administrator. */
  editor: {
    open: (stage: string) => `Правила стадии ${stage}`,
    button: 'Правила',
    required: 'Без чего сюда не переводят',
    requiredHint: {
      deal: 'Сделку с пустым полем программа не пустит и сразу попросит его заполнить. '
        + 'Переводы по деньгам из 1С это не останавливает.',
      lead: 'Лид с пустым полем программа не пустит и попросит его заполнить.',
    } as Record<string, string>,
    nothing: 'ничего не требует',
    builtIn: 'Поля из поставки',
    own: 'Свои поля',
    gone: (name: string) => `${name} (поле убрано)`,
    payment: 'Только при полной оплате',
    paymentHint: 'Если сделка не оплачена на 100 %, спросят руководителя отдела: он согласует или '
      + 'откажет. Сам руководитель переводит без вопроса.',
    lost: 'Отказ всегда просит причину из списка.',
    lossReasons: 'Причины отказа',
    idle: 'Считать застрявшей через, рабочих дней',
    idleHint: 'Ни одного события и ни одного открытого дела за это время: сделка появится в «Моём '
      + 'дне» и в отборе «Зависла».',
    saved: (stage: string) => `Правила стадии «${stage}» сохранены`,
    sumRequired: (count: number) =>
      `${count} ${plural(count, 'обязательное поле', 'обязательных поля', 'обязательных полей')}`,
    sumPayment: 'при полной оплате',
    sumIdle: (days: number) => `застой ${days} дн.`,
    sumReason: 'с причиной',
  },
  leads: {
    title: 'Стадии лидов',
    hint: 'По этим стадиям лиды переводит сама программа, поэтому их набор постоянный. Название, '
      + 'цвет и правило закрытия — ваши.',
    needsReason: 'Просить причину словами',
    failed: 'Стадии лидов не загрузились',
    changeFailed: 'Стадия осталась прежней',
    byProgram: 'ставит программа при передаче',
  },
  waits: 'Ждёт согласования',
  asked: (who: string, stage: string) => 
    `${who} просит стадию «${stage}» без полной оплаты`,
  decides: (head: string) => `решает ${head}`,
  answer: 'Ответ, если нужен',
  approve: 'Согласовать',
  refuse: 'Отказать',
  withdraw: 'Отозвать',
  approved: (number: string, stage: string) => `${number}: согласовано, сделка в «${stage}»`,
  refused: (number: string) => `${number}: в согласовании отказано`,
  failed: 'Ответ не сохранён',
} as const;
