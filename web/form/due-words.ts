import { ruCells } from '../texts/ru-cells.ts';

/** Words that a deadline may be said with. */
export const dueWords = () => ruCells.dueWords.map((title) => ({ value: title, title }));
