// Addresses of «Возможные дубли».
import { duplicateDismiss, duplicateRestore, duplicatesList } from '#contract/duplicate-pairs';
import type { Bind } from '#platform/http/bind';
import { dismissPair, restorePair } from './dismiss-pair.ts';
import { listPairs } from './list-pairs.ts';

export function duplicateRoutes(bind: Bind): void {
  bind(duplicatesList, (ctx, { query }) => listPairs(ctx, query));
  bind(duplicateDismiss, (ctx, { params }) => dismissPair(ctx, params.id));
  bind(duplicateRestore, (ctx, { params }) => restorePair(ctx, params.id));
}
