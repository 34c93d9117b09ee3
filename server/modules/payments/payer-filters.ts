// Deals by whom their open orders name. It may be another than the deal's client, and one deal may
// wait for the money of several: the list behind a figure by clients has to ask as the figure does.
import { describeFields } from '#platform/listing/described-fields';
import type { FieldDefinition } from '#platform/listing/catalogue';
import { COMPANY_CURRENCY } from './dues.ts';

/**
 * Ids of deals, found before any deal is read: beside the many other conditions of a list an `or`
 * of the two has no index.
 */
const dealsOf = (payer: string, client: string, part: string): string =>
  `d.id = any(array(
    select x.deal_id from payments.due x where ${payer} and ${part}
    union all
    select x.deal_id from payments.due x join deals.deal o on o.id = x.deal_id
    where x.payer_id is null and ${client} and ${part}))`;

/** Of a part, and of the deal, which is the sum of its parts. */
type Sum = { part: string; deal: string };

function payerField(label: string, sum: Sum): FieldDefinition {
  const part = `${sum.part} > 0 and x.currency = '${COMPANY_CURRENCY}'`;
  const emptySql = dealsOf('false', 'o.company_id is null', part);
  return {
    label, type: 'reference', choiceSource: 'companies', group: 'deal.money', onlyFilters: true,
    // A deal may have several: there is no value to show, to sort or to group by.
    column: 'null::bigint', operators: ['in', 'nin', 'empty'],
    oneOfSql: (given) => {
      const ids = `any(array(select customers.company_now(v.id)
        from unnest(${given}::bigint[]) v (id)))`;
      return dealsOf(`x.payer_id = ${ids}`, `o.company_id = ${ids}`, part);
    },
    emptySql,
    // A deal that nobody owes for has neither a known nor an unknown one.
    filledSql: `${sum.deal} > 0 and (${emptySql}) is not true`,
  };
}

describeFields('deals', {
  debtor: payerField('Кто должен',
    { part: 'x.receivable_kopecks', deal: 'd.receivable_kopecks' }),
  payer: payerField('От кого ждём оплату',
    { part: 'x.uncovered_kopecks', deal: 'd.expected_kopecks' }),
});
