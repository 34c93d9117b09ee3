// Products of the catalogue for rows of the offer.
import { productRead, productsByArticle } from '#contract/catalog';
import type { ProductHit } from '#contract/catalog';
import { call } from '../../api/client.ts';
import { emptyRow, withProduct } from './offer-rows.ts';
import type { OfferRow } from './offer-rows.ts';
import type { PastedLine } from './paste-lines.ts';
import type { VatRate } from '#contract/vat';

export async function findByArticle(article: string): Promise<ProductHit | undefined> {
  const [hit] = await call(productsByArticle, { body: { articles: [article] } });
  return hit;
}

export function readProduct(id: number): Promise<ProductHit> {
  return call(productRead, { params: { id } });
}

const folded = (article: string | null) => (article ?? '').trim().toLowerCase();

/** Pasted lines as rows: what has an article takes its name, unit and price from the catalogue. */
export async function rowsOfPasted(lines: PastedLine[], vatRate: VatRate): Promise<OfferRow[]> {
  const articles = [...new Set(lines.map((line) => line.article).filter(Boolean))];
  // Without an answer the lines are kept as they were pasted.
  const hits = articles.length > 0
    ? await call(productsByArticle, { body: { articles } }).catch(() => []) : [];
  const byArticle = new Map(hits.map((hit) => [folded(hit.article), hit]));
  return lines.map((line) => {
    const row = { ...emptyRow(vatRate), ...line };
    const hit = line.article ? byArticle.get(folded(line.article)) : undefined;
    const known = hit ? withProduct(row, hit) : row;
    return { ...known, name: known.name || known.article };
  });
}
