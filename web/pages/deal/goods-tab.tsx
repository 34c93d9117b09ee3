import { useMemo } from 'react';
import type { DealCard } from '#contract/deals';
import type { DealMoney } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { holderOfDeal } from '../offer/line-holder.ts';
import { OfferGrid } from '../offer/offer-grid.tsx';
import { OfferLines } from './offer-lines.tsx';
import { OrdersOf1c } from './orders-of-1c.tsx';
import css from './goods-tab.module.css';

type GoodsTabProps = { deal: DealCard; money: DealMoney | undefined };

/** Orders of 1C to read, and under them the offer that a person keeps. */
export function GoodsTab({ deal, money }: GoodsTabProps) {
  const holder = useMemo(() => holderOfDeal(deal), [deal]);
  if (!deal.may.seeLines) return <p className={css.none}>{ruDeal.goods.hidden}</p>;
  const orders = money?.orders ?? [];
  const is1c = deal.amountSource === 'onec';
  const mayType = deal.may.edit && deal.may.seeMoney;
  const hidesOffer = orders.length > 0 && deal.lines.length === 0 && !mayType;
  return (
    <div className={css.tab}>
      {orders.length > 0 ? <OrdersOf1c orders={orders} place={holder.place} /> : null}
      {mayType ? (
        <OfferGrid
          holder={holder}
          title={ruDeal.goods.offer}
          orders={orders}
          {...(is1c ? { hint: ruDeal.goods.offerHint }
            : { emptyHint: `${ruOffer.emptyTitle}. ${ruOffer.emptyHint}` })}
        />
      ) : null}
      {!mayType && !hidesOffer ? <OfferLines deal={deal} /> : null}
    </div>
  );
}
