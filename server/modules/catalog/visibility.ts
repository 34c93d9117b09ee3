// Products have no department: whoever reads only their own reads the groups that they manage.
import type { Action } from '#contract/rights';
import type { Actor } from '#platform/actor';
import type { Fragment } from '#platform/listing/fragment';
import type { StreamGuards } from '#platform/stream-hub';
import { visibleRows } from '#platform/visibility';

/** Products (alias p) that the actor may touch; parameters continue after `offset`. */
export function visibleProducts(actor: Actor, action: Action, offset = 0): Fragment {
  return visibleRows(actor, { entity: 'product', action }, {
    department: 'null::bigint',
    own: (me) => `p.group_id in (
      select o.group_id from catalog.product_group_owner o where o.employee_id = ${me})`,
  }, offset);
}

/** Messages carry no values, so the right to read products at all is enough. */
export const catalogGuards: StreamGuards = {
  product: { right: { entity: 'product', action: 'read' } },
  productGroup: { right: { entity: 'product', action: 'read' } },
};
