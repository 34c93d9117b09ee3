// Texts of making a company or a person where one is asked for.
import { looksLikeInn } from '#contract/requisites';

export const ruMake = {
  company: (typed: string) => (looksLikeInn(typed)
    ? `Новая компания с ИНН ${typed}` : `Новая компания «${typed}»`),
  contact: (typed: string) => `Новый контакт «${typed}»`,
} as const;
