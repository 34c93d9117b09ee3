// In place of a section that its reader has no right to.
export const ruClosed = {
  title: (section: string) => `Раздел «${section}» вам не виден`,
  hint: 'Право на него даёт администратор.',
} as const;
