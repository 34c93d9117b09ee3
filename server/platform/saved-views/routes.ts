import { viewCreate, viewEdit, viewRemove, viewsList } from '#contract/views';
import type { Bind } from '#platform/http/bind';
import { createView, editView, removeView } from './save-view.ts';
import { listViews, type ViewDeps } from './views.ts';

export function savedViewRoutes(bind: Bind, deps: ViewDeps): void {
  bind(viewsList, (ctx) => listViews(ctx, deps));
  bind(viewCreate, (ctx, { body }) => createView(ctx, deps, body));
  bind(viewEdit, (ctx, { params, body }) => editView(ctx, deps, { ...params, ...body }));
  bind(viewRemove, (ctx, { params }) => removeView(ctx, params));
}
