// What has been shipped of a line of an order and what is left: `o` is the order, `l` its line.

/** `cross join lateral` of the line's counting shipments as `m`. */
export const LINE_SHIPPED = `
  cross join lateral (
    select coalesce(sum(sl.quantity) filter (where s.kind <> 'return'), 0) as shipped,
      coalesce(-sum(sl.quantity) filter (where s.kind = 'return'), 0) as returned
    from payments.shipment_line sl
      join payments.shipment s on s.base_id = sl.base_id and s.uid = sl.shipment_uid
    where sl.base_id = o.base_id and sl.order_uid = o.uid and sl.line_uid = l.line_uid
      and s.counts
  ) m`;

/** Pairs of json_build_object: what went, what came back, what is left. */
export const LINE_LEFT = `
  'shippedQuantity', m.shipped::text, 'returnedQuantity', m.returned::text,
  'leftQuantity', (case when l.cancelled then 0
    else greatest(l.quantity - m.shipped + m.returned, 0) end)::text`;
