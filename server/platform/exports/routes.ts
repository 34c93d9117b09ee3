import {
  exportCancel, exportContent, exportRead, exportsList, exportStart,
} from '#contract/exports';
import type { Bind } from '#platform/http/bind';
import type { ExportDeps } from './export-view.ts';
import { cancelExport, listExports, readExport, sendExport } from './read-export.ts';
import { startExport } from './start-export.ts';

export function exportRoutes(bind: Bind, deps: ExportDeps): void {
  bind(exportStart, (ctx, { body }) => startExport(ctx, deps, body));
  bind(exportsList, (ctx) => listExports(ctx));
  bind(exportRead, (ctx, { params }) => readExport(ctx, params.id));
  bind(exportCancel, (ctx, { params }) => cancelExport(ctx, params.id));
  bind(exportContent, (ctx, { params }, wire) =>
    sendExport(ctx, deps, params.id, wire) as never);
}
