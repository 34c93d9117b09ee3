// Texts of making a company or a person where one is asked for.

export const ruMake = {
  company: (typed: string) => (/^\d{10}(\d{2})?$/.test(typed)
    ? `Новая компания с ИНН ${typed}` : `Новая компания «${typed}»`),
  contact: (typed: string) => `Новый контакт «${typed}»`,
} as const;
