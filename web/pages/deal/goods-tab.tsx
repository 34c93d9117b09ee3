import { useMemo } from 'react';
import type { DealCard } from '#contract/deals';
import type { DealMoney } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { holderOfDeal } from '../offer/line-holder.ts';
import { OfferGrid } from '../offer/offer-grid.tsx';
import { useDealOrigin } from './deal-origin.tsx';
import { OfferLines } from './offer-lines.tsx';
import { SendDeal } from '../commands/send-deal.tsx';
import { LinkOrder } from '../orders/link-order.tsx';
import { OrderGoodsLines } from './order-lines.tsx';
import { OrdersOf1c } from './orders-of-1c.tsx';
import { useDealGoods } from './use-deal-money.ts';
import type { Order } from './use-deal-money.ts';
import css from './goods-tab.module.css';

const { goods } = ruDeal;

type GoodsTabProps = { deal: DealCard; money: DealMoney | undefined };

/** What a person keeps beside the orders; the lead and the orders of the deal are at hand. */
function Offer({ deal, orders }: { deal: DealCard; orders: Order[] }) {
  const holder = useMemo(() => holderOfDeal(deal), [deal]);
  const lead = useDealOrigin(deal.id).data?.lead;
  return (
    <OfferGrid
      holder={holder}
      title={goods.offer}
      orders={orders}
      lead={lead ? { id: lead.id, title: `${lead.number} · ${lead.title}` } : null}
      {...(deal.amountSource === 'onec' ? { hint: goods.offerHint }
        : { emptyHint: `${ruOffer.emptyTitle}. ${ruOffer.emptyHint}` })}
    />
  );
}

/** For the engineer and the buyer: what is needed, how much and when, and no sum anywhere. */
function GoodsAlone({ deal }: { deal: DealCard }) {
  const { data: orders, error, refetch } = useDealGoods(deal.id, true);
  if (error && !orders) {
    return <ErrorState error={error} title={goods.failed} onRetry={() => void refetch()} />;
  }
  if (!orders) return <SkeletonRows count={6} height={36} />;
  return (
    <div className={css.tab}>
      {orders.map((order) => <OrderGoodsLines key={order.uid} order={order} />)}
      {orders.length > 0 && deal.lines.length === 0 ? null : <OfferLines deal={deal} />}
    </div>
  );
}

/** Orders of 1C to read, and under them the offer that a person keeps. */
export function GoodsTab({ deal, money }: GoodsTabProps) {
  if (!deal.may.seeLines) return <p className={css.none}>{goods.hidden}</p>;
  if (!deal.may.seeMoney) return <GoodsAlone deal={deal} />;
  const orders = money?.orders ?? [];
  const mayType = deal.may.edit;
  const hidesOffer = orders.length > 0 && deal.lines.length === 0 && !mayType;
  return (
    <div className={css.tab}>
      <div className={css.onec}>
        {deal.may.edit ? <LinkOrder dealId={deal.id} /> : null}
        <SendDeal dealId={deal.id} mayEdit={deal.may.edit} />
      </div>
      {orders.length > 0 ? (
        <OrdersOf1c
          dealId={deal.id}
          orders={orders}
          place={`p${deal.pipelineId}`}
          mayPlace={deal.may.edit}
        />
      ) : null}
      {mayType ? <Offer deal={deal} orders={orders} /> : null}
      {!mayType && !hidesOffer ? <OfferLines deal={deal} /> : null}
    </div>
  );
}
