import type { DealCard } from '#contract/deals';
import type { DealMoney } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { OfferGrid } from '../offer/offer-grid.tsx';
import { OfferLines } from './offer-lines.tsx';
import { OrderLines } from './order-lines.tsx';
import css from './goods-tab.module.css';

type GoodsTabProps = { deal: DealCard; money: DealMoney | undefined };

/** Orders of 1C to read, and under them the offer that a person keeps. */
export function GoodsTab({ deal, money }: GoodsTabProps) {
  if (!deal.may.seeLines) return <p className={css.none}>{ruDeal.goods.hidden}</p>;
  const orders = money?.orders ?? [];
  const mayType = deal.may.edit && deal.may.seeMoney;
  const hidesOffer = orders.length > 0 && deal.lines.length === 0 && !mayType;
  return (
    <div className={css.tab}>
      {orders.map((order) => <OrderLines key={order.uid} order={order} />)}
      {mayType ? <OfferGrid deal={deal} /> : null}
      {!mayType && !hidesOffer ? <OfferLines deal={deal} /> : null}
    </div>
  );
}
