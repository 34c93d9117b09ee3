// Deals by whom their open orders name. It may be another than the deal's client, and one deal may
// wait for the money of several: the list behind a figure by clients has to ask as the figure does,
// and to say what is theirs beside the sums of whole deals.
import type { Filter } from '#contract/listing';
import { describeFields } from '#platform/listing/described-fields';
import type { FieldDefinition } from '#platform/listing/catalogue';
import { COMPANY_CURRENCY } from './dues.ts';
import { PAYER } from './settle-payers.ts';

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

type Chosen = { ids: number[]; nobody: boolean };

/** Whom the view is narrowed to by this field: what is asked of all its rows names them. */
function chosenOf(filter: Filter, field: string): Chosen {
  const chosen: Chosen = { ids: [], nobody: false };
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'and') {
      for (const part of (value as Filter[]).map((each) => chosenOf(each, field))) {
        chosen.ids.push(...part.ids);
        chosen.nobody ||= part.nobody;
      }
    } else if (key === field) {
      const { in: ids, empty } = value as { in?: unknown; empty?: unknown };
      // Numbers alone come into the text; the filter itself refuses what is none.
      if (Array.isArray(ids)) chosen.ids.push(...ids.map(Number).filter(Number.isSafeInteger));
      chosen.nobody ||= empty === true;
    }
  }
  return chosen;
}

/** Their part of a deal; nothing where the view names nobody. */
function partField(label: string, sum: Sum, { ids, nobody }: Chosen): FieldDefinition {
  const theirs = [
    ...(ids.length === 0 ? [] : [`${PAYER} = any(array(select customers.company_now(v.id)
      from unnest('{${ids.join(',')}}'::bigint[]) v (id)))`]),
    ...(nobody ? [`${PAYER} is null`] : []),
  ];
  return {
    label, type: 'money', group: 'deal.money', operators: [],
    column: theirs.length === 0 ? 'null::bigint' : `coalesce((
      select sum(${sum.part})::bigint from payments.due x
      where x.deal_id = d.id and x.currency = '${COMPANY_CURRENCY}'
        and (${theirs.join(' or ')})), 0)`,
  };
}

const OWED: Sum = { part: 'x.receivable_kopecks', deal: 'd.receivable_kopecks' };
const AWAITED: Sum = { part: 'x.uncovered_kopecks', deal: 'd.expected_kopecks' };

describeFields('deals', (filter) => ({
  debtor: payerField('Кто должен', OWED),
  debtOfPayers: partField('Долг выбранных плательщиков', OWED, chosenOf(filter, 'debtor')),
  payer: payerField('От кого ждём оплату', AWAITED),
  expectedOfPayers: partField('Ждём от выбранных плательщиков', AWAITED,
    chosenOf(filter, 'payer')),
}));
