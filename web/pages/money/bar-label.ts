// The name under a bar of a chart: in one line where it fits, else in two, else cut short.

const cut = (text: string, most: number) =>
  (text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text);

/** «Срок не наступил» → «Срок не», «наступил»; `most` letters fit into a line. */
export function barLabel(label: string, most: number): string[] {
  if (label.length <= most) return [label];
  const words = label.split(' ');
  let first = words.shift()!;
  while (words.length > 0 && `${first} ${words[0]}`.length <= most) first += ` ${words.shift()}`;
  const rest = words.join(' ');
  return rest ? [cut(first, most), cut(rest, most)] : [cut(first, most)];
}
