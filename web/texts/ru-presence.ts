// Who else is at a record; apart, because the first load does not need it.
export const ruPresence = {
  here: 'Сейчас смотрят',
  looks: (name: string) => `${name} смотрит`,
  edits: (name: string, field: string) => `${name} правит «${field}»`,
  editing: (names: string) => `правит ${names}`,
} as const;
