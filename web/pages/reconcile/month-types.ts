// Kinds of objects that both sides are compared by: documents one by one, reference books together.
const DOCUMENTS = ['order', 'invoice', 'payment', 'shipment'];
export const TYPES = [...DOCUMENTS, 'refs'];

type Typed = { type: string };

export const isOfType = (type: string) => (month: Typed): boolean =>
  (type === 'refs' ? !DOCUMENTS.includes(month.type) : month.type === type);

/** The kind with differences is shown first: that is what one came for. */
export function firstType<M extends Typed>(
  months: readonly M[], differs: (month: M) => boolean,
): string {
  const some = (type: string, which: (month: M) => boolean) =>
    months.some((month) => isOfType(type)(month) && which(month));
  return TYPES.find((type) => some(type, differs))
    ?? ['payment', ...TYPES].find((type) => some(type, () => true)) ?? 'payment';
}
