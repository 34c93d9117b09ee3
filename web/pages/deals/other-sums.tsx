import type { OtherCurrency } from '#contract/deals';
import { ruDeals } from '../../texts/ru-deals.ts';
import { formatIn, formatShortMoney } from '../../ui/format.ts';
import { Fact } from '../../ui/page.tsx';

/** Orders in other currencies, beside roubles and never added to them; the title is exact. */
export function OtherSums({ sums }: { sums: OtherCurrency[] }) {
  if (sums.length === 0) return null;
  const exact = ({ currency, amountKopecks, paidKopecks }: OtherCurrency) =>
    `${formatIn(amountKopecks, currency)}, ${ruDeals.ofThemPaid(formatIn(paidKopecks, currency))}`;
  return (
    <Fact
      value={sums.map((sum) => formatShortMoney(sum.amountKopecks, sum.currency)).join(' · ')}
      label={ruDeals.inCurrencies}
      title={sums.map(exact).join('\n')}
    />
  );
}
