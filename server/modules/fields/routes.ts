// Addresses of custom fields: each is one call.
import {
  customFieldCreate, customFieldEdit, customFieldsAll, customFieldsList, customFieldsOrder,
  customFieldUsage,
} from '#contract/custom-fields';
import type { Bind } from '#platform/http/bind';
import { createField, editField, orderFields } from './define-field.ts';
import type { CustomTables } from './indexes-due.ts';
import { listDefinitions, listFields } from './list-fields.ts';
import { readUsage } from './usage.ts';

export function fieldsRoutes(bind: Bind, tables: CustomTables): void {
  bind(customFieldsList, async (ctx) => listFields(ctx));
  bind(customFieldsAll, (ctx) => listDefinitions(ctx));
  bind(customFieldCreate, (ctx, { body }) => createField(ctx, body));
  bind(customFieldEdit, (ctx, { params, body }) => editField(ctx, { ...body, ...params }, tables));
  bind(customFieldUsage, (ctx, { params }) => readUsage(ctx, tables, params.id));
  bind(customFieldsOrder, (ctx, { body }) => orderFields(ctx, body));
}
