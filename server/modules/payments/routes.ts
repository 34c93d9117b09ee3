// Addresses of payments. There is no way to write money: it comes from 1C alone. A person says
// whose deal an order is, and proposes what 1C might change.
import { advanceFields, advancesFile, advancesList } from '#contract/advances';
import {
  dueFields, duePartsFile, duePartsList, moneyReport, moneyReportFile,
} from '#contract/money-reports';
import { orderMove, orderPropose, ordersFind, orderSplit } from '#contract/orders';
import {
  companyDebt, dealGoods, dealMoney, paymentsFields, paymentsList,
} from '#contract/payments';
import { productSales } from '#contract/prices';
import type { Bind } from '#platform/http/bind';
import { companyMoney } from './company-money.ts';
import { findOrders } from './find-orders.ts';
import { advanceFieldInfos, listAdvances } from './list-advances.ts';
import { dueFieldInfos, listDues } from './list-dues.ts';
import type { LockIdentities } from './lock-order.ts';
import { moveOrder, splitOrder } from './move-order.ts';
import { proposeChange } from './propose-change.ts';
import { listPayments, paymentFieldInfos } from './list-payments.ts';
import { readProductSales } from './product-sales.ts';
import { readDealGoods } from './read-deal-goods.ts';
import { readDealMoney } from './read-deal-money.ts';
import { sendAdvances, sendDues } from './parts-file.ts';
import { sendReport } from './report-file.ts';
import { runReport } from './run-report.ts';

type Doors = { lockIdentities: LockIdentities };

export function paymentsRoutes(bind: Bind, { lockIdentities }: Doors): void {
  bind(dealMoney, (ctx, { params }) => readDealMoney(ctx, params.id));
  bind(dealGoods, (ctx, { params }) => readDealGoods(ctx, params.id));
  bind(ordersFind, (ctx, { query }) => findOrders(ctx, query));
  bind(orderMove, (ctx, { params, body }) =>
    moveOrder(ctx, { ...body, id: params.id }, lockIdentities));
  bind(orderSplit, (ctx, { params, body }) =>
    splitOrder(ctx, { ...body, id: params.id }, lockIdentities));
  bind(orderPropose, (ctx, { params, body }) => proposeChange(ctx, { ...body, id: params.id }));
  bind(paymentsFields, async (ctx) => paymentFieldInfos(ctx));
  bind(productSales, (ctx, { params }) => readProductSales(ctx, params.id));
  bind(companyDebt, (ctx, { params }) => companyMoney(ctx, params.id));
  bind(dueFields, async (ctx) => dueFieldInfos(ctx));
  bind(moneyReport, (ctx, { params, query }) => runReport(ctx, params.report, query));
  bind(moneyReportFile, (ctx, { params, query }, wire) =>
    sendReport(ctx, params.report, query, wire) as never);
  bind(duePartsList, (ctx, { params, query }) => listDues(ctx, params.report, query));
  bind(duePartsFile, (ctx, { params, query }, wire) =>
    sendDues(ctx, params.report, query, wire) as never);
  bind(advancesList, (ctx, { query }) => listAdvances(ctx, query));
  bind(advanceFields, async (ctx) => advanceFieldInfos(ctx));
  bind(advancesFile, (ctx, { query }, wire) => sendAdvances(ctx, query, wire) as never);
  bind(paymentsList, (ctx, { query }) => listPayments(ctx, query));
}
