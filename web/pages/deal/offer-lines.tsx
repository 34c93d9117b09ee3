import type { DealLine } from '#contract/deal-lines';
import type { DealCard } from '#contract/deals';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { priceText, quantityText } from '../offer/line-text.ts';
import { MoneyTable } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import css from './goods-tab.module.css';

const { goods } = ruDeal;

function columnsOf(seesMoney: boolean): MoneyColumn<DealLine>[] {
  return [
    {
      id: 'article', header: goods.article,
      cell: (line) => <span className={plain.code}>{line.article}</span>,
    },
    { id: 'name', header: goods.name, cell: (line) => line.name },
    {
      id: 'quantity', header: goods.quantity, number: true,
      cell: (line) => `${quantityText(line.quantity)} ${line.unit ?? ''}`.trim(),
    },
    ...(seesMoney ? [
      {
        id: 'price', header: goods.price, number: true,
        cell: (line: DealLine) => (line.price === null ? '' : priceText(line.price)),
      },
      {
        id: 'sum', header: goods.sum, number: true, strong: true,
        cell: (line: DealLine) => (line.sumKopecks === null ? '' : formatSum(line.sumKopecks)),
      },
    ] : []),
    { id: 'vat', header: goods.vat, number: true, cell: (line) => ruDeal.vatRate(line.vatRate) },
  ];
}

/** The offer for those who may only read it. */
export function OfferLines({ deal }: { deal: DealCard }) {
  return (
    <section aria-label={goods.offer}>
      <h3 className={css.heading}>{goods.offer}</h3>
      {deal.lines.length === 0 ? <p className={css.none}>{goods.offerReadOnlyEmpty}</p> : (
        <MoneyTable
          label={goods.offer}
          rows={deal.lines}
          columns={columnsOf(deal.may.seeMoney)}
          keyOf={(line) => String(line.id)}
        />
      )}
    </section>
  );
}
