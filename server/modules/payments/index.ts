// The face of payments: documents of 1C and the money of deals.
import './payer-filters.ts';
export { applyDocuments } from './apply-documents.ts';
export { rowsOfDocument, type DocumentRows } from './document-rows.ts';
export type {
  DocumentBatch, DocumentChange, DocumentType,
} from './documents.ts';
export {
  healDealCompanies, ordersToPark, titleOf as orderTitle, type Parking,
} from './link-orders.ts';
export { refreshAllOrderReaders, refreshOrderReaders } from './goods-readers.ts';
export { settleCompanies } from './settle-companies.ts';
export { followOwnName } from './follow-own-names.ts';
export { ordersFollower } from './follow-merge.ts';
export { mayNameMore, referencedUids } from './references.ts';
export { fireDeferrals, tellHeadsOfDeferrals } from './deferral-due.ts';
export { companyMoney } from './company-money.ts';
export { runReport } from './run-report.ts';
export { listPayments } from './list-payments.ts';
export { readDealMoney } from './read-deal-money.ts';
export { refreshOverdue } from './overdue-due.ts';
export { settleConfirmations } from './confirmation-due.ts';
export { deferralDaySection, moneyDaySection } from './day-sections.ts';
export { findOrders } from './find-orders.ts';
export { moveOrder, splitOrder } from './move-order.ts';
export { proposeChange } from './propose-change.ts';
export { paymentsGuards } from './guards.ts';
export { paymentsRoutes } from './routes.ts';
