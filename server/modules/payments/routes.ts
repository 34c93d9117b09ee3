// Addresses of payments. There is no way to write: money comes from 1C alone.
import { dealMoney, paymentsFields, paymentsList } from '#contract/payments';
import { productSales } from '#contract/prices';
import type { Bind } from '#platform/http/bind';
import { listPayments, paymentFieldInfos } from './list-payments.ts';
import { readProductSales } from './product-sales.ts';
import { readDealMoney } from './read-deal-money.ts';

export function paymentsRoutes(bind: Bind): void {
  bind(dealMoney, (ctx, { params }) => readDealMoney(ctx, params.id));
  bind(paymentsFields, async (ctx) => paymentFieldInfos(ctx));
  bind(productSales, (ctx, { params }) => readProductSales(ctx, params.id));
  bind(paymentsList, (ctx, { query }) => listPayments(ctx, query));
}
