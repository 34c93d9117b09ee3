// How near two names are, judged on their keys (see customers.name_key). Trigrams only bring the
// candidates: one wrong letter in a short name costs them a third of the likeness, here a tenth.

/** The number of letters to add, drop or change; gives up above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let place = 1; place <= b.length; place += 1) {
      const changed = before[place - 1]! + (a[row - 1] === b[place - 1] ? 0 : 1);
      now.push(Math.min(changed, before[place]! + 1, now[place - 1]! + 1));
    }
    if (Math.min(...now) > limit) return limit + 1;
    before = now;
  }
  return Math.min(before[b.length]!, limit + 1);
}

const digitsOf = (name: string) => (name.match(/\d+/g) ?? []).sort().join(' ');

/** 0 … 1. «Завод 1» and «Завод 2» are two factories, however alike their letters. */
export function nameCloseness(a: string, b: string): number {
  if (a === '' || b === '' || digitsOf(a) !== digitsOf(b)) return 0;
  if (a === b) return 1;
  const length = Math.max(a.length, b.length);
  return Math.max(0, 1 - editDistance(a, b, Math.ceil(length / 2)) / length);
}

/** A slip of the finger in a word; «Анна» and «Елена» are two people of one family. */
const WORD = 0.65;

/** Every word of the shorter name stands in the longer: «Иванов Иван», «Иванов Иван Ильич». */
export function isWithin(a: string, b: string): boolean {
  const [short, long] = [a.split(' '), b.split(' ')].sort((one, two) => one.length - two.length);
  return short![0] !== '' && short!.every((word) => long!.includes(word));
}

/** The same with slips: no word of the shorter name is missing in the longer. */
export function hasEveryWord(a: string, b: string): boolean {
  const [short, long] = [a.split(' '), b.split(' ')].sort((one, two) => one.length - two.length);
  return short!.every((word) => long!.some((other) => nameCloseness(word, other) >= WORD));
}
