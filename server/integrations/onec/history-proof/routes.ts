// Addresses of the proof of a load, for those who may read the exchange.
import {
  historyProof, historyProofFile, historyProofObjects, historyProve,
} from '#contract/history-proof';
import type { Bind } from '#platform/http/bind';
import { sendWorkbook } from '../reconcile/routes.ts';
import { askProof } from './count-proof.ts';
import { proofFile } from './proof-file.ts';
import { readProof, readProofObjects } from './read-proof.ts';

export function historyProofRoutes(bind: Bind): void {
  bind(historyProof, (ctx, { params }) => readProof(ctx.db, params.id));
  bind(historyProve, (ctx, { params }) => askProof(ctx, params.id));
  bind(historyProofObjects, (ctx, { params, query }) =>
    readProofObjects(ctx.db, params.id, query));
  bind(historyProofFile, async (ctx, { params }, { reply }) =>
    sendWorkbook(reply, await proofFile(ctx.db, params.id)));
}
