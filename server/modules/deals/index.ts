// The face of deals: sales, their stages, lines and readers. Their events: update-deal.ts.
export { applyDealMoney, lockDeals, type DealMoneyFacts, type MoneyChange } from './apply-money.ts';
export { applyStages, type StageChange } from './apply-stages.ts';
export { bearDeals, quickPipelineId, reserveDealIds, type BornDeal } from './bear-deals.ts';
export { createDealsFromOrders, type DealFromOrder } from './create-from-orders.ts';
export { ensurePresets } from './presets.ts';
export { noteActivity, refreshIdleBefore } from './activity-due.ts';
export { checkStageByStatus } from './check-stage-by-status.ts';
export { requireDeal, type DealRow } from './deal-row.ts';
export { dealAccess, dealTitles } from './deal-links.ts';
export { dealColumns, dealFacts, dealsGuards, visibleDeals } from './visibility.ts';
export {
  addReaders, refreshGroupReaders, setGoodsReaders, setReaders, type Sold,
} from './readers.ts';
export { passDeals } from './pass-deals.ts';
export { fillEmptyFields, type DealFill } from './fill-empty-fields.ts';
export { companyContext } from './company-context.ts';
export { dealsFollower, passToRecord } from './follow-merge.ts';
export { createDeal, giveDeal, type GivenDeal } from './create-deal.ts';
export { loseDeal } from './lose-deal.ts';
export { editDeal } from './edit-deal.ts';
export { moveStage } from './move-stage.ts';
export { setStageRules } from './stage-rules.ts';
export { followMoves } from './pipelines/follow-moves-due.ts';
export { transferDeal } from './transfer-deal.ts';
export { acceptByTask, acceptTransfer, returnTransfer } from './answer-transfer.ts';
export { tellHeadsOfTransfers } from './transfers-due.ts';
export { setParticipants } from './set-participants.ts';
export { toLineRows } from './line-rows.ts';
export { giveLines, replaceLines } from './replace-lines.ts';
export { listDeals } from './list-deals.ts';
export { countOwnOpenDeals } from './count-own.ts';
export { readBoard } from './read-board.ts';
export { readCard } from './read-card.ts';
export { readPipelines } from './read-pipelines.ts';
export { dealSearch, dealSearchProvider } from './search-deals.ts';
export { dealSubject } from './deal-subject.ts';
export { dealsRoutes } from './routes.ts';
export { atStake, dayPageOf, daySections, dayTasks, type RawDayRow } from './day-sections.ts';
