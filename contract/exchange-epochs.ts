// The other answer to a changed epoch of a base: it was a copy, the known one goes on.
import Type from 'typebox';
import { IdParams } from './primitives.ts';
import { defineRoute } from './route.ts';

export const epochRefuse = defineRoute({
  id: 'exchange.refuseEpoch', method: 'POST', path: '/api/exchange/bases/:id/epoch-refusals',
  summary: 'Оставить базе прежнюю эпоху: другую прислала её копия',
  access: { entity: 'exchange', action: 'edit' }, params: IdParams,
  body: Type.Object({ epoch: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false }),
});
