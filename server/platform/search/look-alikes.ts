// Letters that look the same in both alphabets, one above the other: indexes of articles (0060) and
// of order numbers (0470) have them in the same order.
export const LATIN = 'abekmhopctyx';
export const CYRILLIC = 'авекмнорстух';
