// Russian words of closed choices. Screens and files say them alike, so they live between both.

export const CHOICE_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stageSemantics: { open: 'в работе', won: 'успех', lost: 'отказ' },
  amountSources: { onec: '1С', lines: 'строки предложения', estimate: 'оценка' },
  companyKinds: {
    legal: 'Организация', sole: 'ИП', person: 'Физическое лицо', foreign: 'Иностранная',
  },
};

/** The word of a choice; a value without one stands for itself. */
export function choiceLabel(source: string | undefined, value: string): string {
  return CHOICE_LABELS[source ?? '']?.[value] ?? value;
}
