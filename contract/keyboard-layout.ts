// Text typed in the wrong keyboard layout: «rjvghtccjh» is «компрессор», «фвьшт» is «admin».

const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ';

const TO_CYRILLIC = new Map([...LATIN].map((letter, i) => [letter, CYRILLIC[i] ?? letter]));
const TO_LATIN = new Map([...CYRILLIC].map((letter, i) => [letter, LATIN[i] ?? letter]));

/** What the same keys give in the other layout; the direction is that of most letters. */
export function otherLayout(text: string): string {
  const cyrillicCount = text.match(/[а-яё]/gi)?.length ?? 0;
  const latinCount = text.match(/[a-z]/gi)?.length ?? 0;
  const map = cyrillicCount > latinCount ? TO_LATIN : TO_CYRILLIC;
  return [...text].map((letter) => map.get(letter) ?? letter).join('');
}

/** The text and, when it differs, its other-layout reading: what a search should try. */
export function layoutVariants(text: string): string[] {
  const other = otherLayout(text);
  return other === text ? [text] : [text, other];
}
