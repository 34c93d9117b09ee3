// Addresses of custom fields: each is one call.
import {
  customFieldCreate, customFieldEdit, customFieldsAll, customFieldsList, customFieldsOrder,
} from '#contract/custom-fields';
import type { Bind } from '#platform/http/bind';
import { createField, editField, orderFields } from './define-field.ts';
import { listDefinitions, listFields } from './list-fields.ts';

export function fieldsRoutes(bind: Bind): void {
  bind(customFieldsList, async (ctx) => listFields(ctx));
  bind(customFieldsAll, (ctx) => listDefinitions(ctx));
  bind(customFieldCreate, (ctx, { body }) => createField(ctx, body));
  bind(customFieldEdit, (ctx, { params, body }) => editField(ctx, { ...body, ...params }));
  bind(customFieldsOrder, (ctx, { body }) => orderFields(ctx, body));
}
