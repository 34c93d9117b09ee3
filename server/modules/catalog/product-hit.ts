// A product as a row of the grid wants it.
import type { Actor } from '#platform/actor';
import { maySee } from '#platform/actor';

/** Columns of ProductHit over the alias f. */
export function hitColumns(actor: Actor): string {
  const cost = maySee(actor, 'line.cost') ? 'f.cost_kopecks' : 'null::bigint';
  return `f.id, f.article, f.name, f.unit, f.vat_rate as "vatRate",
    f.price_kopecks as "priceKopecks", ${cost} as "costKopecks"`;
}
