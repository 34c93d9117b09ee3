/** How people head the columns of a specification and what else stands in it. */
export const ruPaste = {
  /** Beginnings of headings; the first field that fits takes the column. */
  headings: {
    article: ['артикул', 'арт.', 'арт ', 'арт', 'код', 'sku', 'каталож', 'обознач', 'part'],
    name: ['наимен', 'назван', 'товар', 'номенкл', 'описан', 'позици', 'продукц', 'name'],
    unit: ['ед', 'ед.', 'един', 'unit'],
    quantity: ['кол', 'к-во', 'qty', 'quantity', 'шт'],
    discount: ['скид', 'discount'],
    vat: ['ндс', 'ставка', 'vat'],
    price: ['цена', 'price'],
    sum: ['сумма', 'стоим', 'всего', 'итого', 'total', 'sum'],
    number: ['№', 'п/п', 'n п', 'nn', '#'],
  },
  units: ['шт', 'штук', 'компл', 'к-т', 'комплект', 'м', 'п.м', 'пог.м', 'м2', 'м3', 'кг', 'т', 'л',
    'уп', 'упак', 'пар', 'набор', 'рул', 'лист', 'усл', 'час', 'ед', 'pcs'],
  /** Rows under the table: their sums are counted anew. */
  totals: ['итого', 'всего', 'total'],
  footers: ['итого', 'всего', 'в том числе', 'в т.ч', 'ндс', 'сумма ндс', 'к оплате'],
  noVat: ['без', 'не облаг', 'none', '-'],
  vatOnTop: /без\s+(учета\s+)?ндс|ндс\s+сверху/,
  vatInPrice: /(^|[\s,(])(с|вкл\S*|включая|т\.?\s?ч\.?)\s+(учетом\s+)?ндс/,
  /** Behind a sum. */
  vatWords: /[\s,;(]*(с|без|вкл\S*|включая|в\s?т\.?\s?ч\.?)\s+(уч[её]т\S+\s+)?ндс.*$/i,
  /** The two letters are written one for the other. */
  fold: (text: string) => text.replaceAll('ё', 'е'),
  extra: (place: number) => `Столбец ${place}`,
} as const;
