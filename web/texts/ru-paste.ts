/** Beginnings of the words by which people head the columns of a specification. */
export const ruPaste = {
  article: ['артикул', 'арт.', 'арт ', 'код', 'sku', 'каталож'],
  name: ['наимен', 'назван', 'товар', 'номенкл', 'описан', 'позици'],
  quantity: ['кол', 'к-во', 'шт', 'qty'],
  price: ['цена', 'стоим', 'price'],
} as const;
