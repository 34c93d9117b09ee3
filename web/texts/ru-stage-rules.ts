// What stages ask of deals, and the word of a head.
export const ruStageRules = {
  waits: 'Ждёт согласования',
  asked: (who: string, stage: string) => `${who} просит «${stage}» без полной оплаты`,
  decides: (head: string) => `решает ${head}`,
  answer: 'Ответ, если нужен',
  approve: 'Согласовать',
  refuse: 'Отказать',
  withdraw: 'Отозвать',
  approved: (number: string, stage: string) => `${number}: согласовано, сделка в «${stage}»`,
  refused: (number: string) => `${number}: в согласовании отказано`,
  failed: 'Ответ не сохранён',
} as const;
