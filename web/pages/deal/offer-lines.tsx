import type { DealLine, LineColumn } from '#contract/deal-lines';
import type { DealCard } from '#contract/deals';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatMoney, formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { discountText, priceText, quantityText } from '../offer/line-text.ts';
import { sectionSums, rowOf, totalsOf } from '../offer/offer-rows.ts';
import { extraText } from '../offer/sheet-columns.ts';
import { addedText, MoneyTable } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import css from './goods-tab.module.css';

const { goods } = ruDeal;

type Columns = MoneyColumn<DealLine>[];
type LinesShown = {
  label: string; lines: DealLine[]; columns: LineColumn[]; seesMoney: boolean;
};

const inLine = (text: (line: DealLine) => string) => (line: DealLine) =>
  (line.isSection ? '' : text(line));

const discountOf = (line: DealLine) => discountText({
  percent: line.discountPercent ?? '0', kopecks: line.discountKopecks,
});

function moneyColumns({ lines }: LinesShown): Columns {
  const sections = sectionSums(lines.map(rowOf));
  return [
    {
      id: 'price', header: goods.price, number: true,
      cell: inLine(({ price }) => (price === null ? '' : priceText(price))),
    },
    ...(lines.some(discountOf) ? [{
      id: 'discount', header: ruOffer.discount, number: true, cell: inLine(discountOf),
    }] : []),
    {
      id: 'sum', header: goods.sum, number: true, strong: true,
      cell: (line) => {
        const kopecks = line.isSection ? sections.get(line.key) ?? null : line.sumKopecks;
        return kopecks === null ? '' : formatSum(kopecks);
      },
    },
  ];
}

function columnsOf(shown: LinesShown): Columns {
  return [
    {
      id: 'article', header: goods.article,
      cell: (line) => <span className={plain.code}>{line.article}</span>,
    },
    {
      id: 'name', header: goods.name,
      cell: (line) => (line.isSection ? <b>{line.name}</b> : line.name),
    },
    {
      id: 'quantity', header: goods.quantity, number: true,
      cell: inLine((line) => `${quantityText(line.quantity)} ${line.unit ?? ''}`.trim()),
    },
    ...shown.columns.map(({ code, name, type }): MoneyColumn<DealLine> => ({
      id: code, header: name, number: type === 'number',
      cell: (line) => addedText(extraText(type, line.extra[code] ?? '')),
    })),
    ...(shown.seesMoney ? moneyColumns(shown) : []),
    { id: 'vat', header: goods.vat, number: true,
      cell: inLine((line) => ruDeal.vatRate(line.vatRate)) },
  ];
}

/** Lines for those who may only read them, and for paper. What goods cost us is never here. */
export function ReadLines(shown: LinesShown) {
  const columns = columnsOf(shown);
  const before = columns.findIndex(({ id }) => id === 'sum');
  const totals = totalsOf(shown.lines.map(rowOf));
  return (
    <MoneyTable
      label={shown.label}
      rows={shown.lines}
      columns={columns}
      keyOf={(line) => String(line.id)}
      foot={before < 0 ? undefined : (
        <tr>
          <td colSpan={before}>
            {goods.total}
            {totals.vatKopecks > 0 ? (
              <span className={css.quiet}> {goods.totalVat(formatMoney(totals.vatKopecks))}</span>
            ) : null}
          </td>
          <td className={plain.number}>{formatSum(totals.totalKopecks)}</td>
          <td colSpan={columns.length - before - 1} />
        </tr>
      )}
    />
  );
}

/** The offer for those who may only read it. */
export function OfferLines({ deal }: { deal: DealCard }) {
  return (
    <section>
      <h3 className={css.heading}>{goods.offer}</h3>
      {deal.lines.length === 0 ? <p className={css.none}>{goods.offerReadOnlyEmpty}</p> : (
        <ReadLines
          label={goods.offer}
          lines={deal.lines}
          columns={deal.lineColumns}
          seesMoney={deal.may.seeMoney}
        />
      )}
    </section>
  );
}
