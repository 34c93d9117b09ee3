import { viewCreate, viewEdit, viewRemove, viewsList } from '#contract/views';
import type { Bind } from '#platform/http/bind';
import { createView, editView, removeView } from './save-view.ts';
import { listViews } from './views.ts';

export function savedViewRoutes(bind: Bind): void {
  bind(viewsList, (ctx) => listViews(ctx));
  bind(viewCreate, (ctx, { body }) => createView(ctx, body));
  bind(viewEdit, (ctx, { params, body }) => editView(ctx, { ...params, ...body }));
  bind(viewRemove, (ctx, { params }) => removeView(ctx, params));
}
