// What «ХозОперация» may say and what it is for us. The names are those of the CommerceML schema;
// everything else is quarantined with its name, never guessed.
import type { CmlDocument, CmlOperation } from '#contract/commerceml-rows';

type Meaning = { operation: CmlOperation; means: CmlDocument['means'] };

const OPERATIONS: Readonly<Record<string, Meaning>> = {
  'заказ товара': { operation: 'order', means: null },
  'заказ': { operation: 'order', means: null },
  'счет на оплату': { operation: 'invoice', means: null },
  'отпуск товара': { operation: 'shipment', means: null },
  'отгрузка': { operation: 'shipment', means: null },
  'возврат товара': { operation: 'return', means: null },
  'выплата безналичных денег': { operation: 'payment', means: 'bank' },
  'выплата наличных денег': { operation: 'payment', means: 'cash' },
  'эквайринговая операция': { operation: 'payment', means: 'card' },
  'оплата': { operation: 'payment', means: 'bank' },
  'возврат безналичных денег': { operation: 'refund', means: 'bank' },
  'возврат наличных денег': { operation: 'refund', means: 'cash' },
};

/** Null for an operation that is not ours. */
export function meaningOf(operationName: string): Meaning | null {
  const plain = operationName.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
  return Object.hasOwn(OPERATIONS, plain) ? OPERATIONS[plain]! : null;
}
