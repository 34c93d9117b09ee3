// The name under a bar of a chart: in one line where it fits, else in two, else cut short.

type Fits = (text: string) => boolean;

function cut(text: string, fits: Fits): string {
  let end = text.length;
  while (end > 1 && !fits(end < text.length ? `${text.slice(0, end)}…` : text)) end -= 1;
  return end < text.length ? `${text.slice(0, end)}…` : text;
}

/** «Срок не наступил» → «Срок не», «наступил»; `fits` says what has room in a line. */
export function barLabel(label: string, fits: Fits): string[] {
  if (fits(label)) return [label];
  const words = label.split(' ');
  let first = words.shift()!;
  while (words.length > 0 && fits(`${first} ${words[0]}`)) first += ` ${words.shift()}`;
  const rest = words.join(' ');
  return rest ? [cut(first, fits), cut(rest, fits)] : [cut(first, fits)];
}
