// Pasted lines → rows of the sheet with their products, and what a person has to look at. The
// server matches all of them in one request; without its answer the lines are kept as they are.
import { productsMatch } from '#contract/catalog';
import type { ProductHit, ProductMatch } from '#contract/catalog';
import type { LineColumn } from '#contract/deal-lines';
import { LINES_MAX } from '#contract/deal-lines';
import { vatRateOn } from '#contract/vat';
import type { Seller } from '#contract/vat';
import { call } from '../../api/client.ts';
import { withColumns } from './column-codes.ts';
import { discountText, readDiscount } from './line-text.ts';
import { emptyRow, isBlank, withProduct } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';
import type { SpecLine, Specification } from './read-specification.ts';

export type ReportLine = {
  key: string;
  /** As it was pasted. */
  article: string; name: string; quantity: string;
  how: ProductMatch['how'];
  /** Best first; of a certain match the one product. */
  products: ProductHit[];
};

export type PasteReport = {
  lines: ReportLine[];
  skipped: string[];
  extraNames: string[];
  /** Lines over the limit of an offer: not pasted. */
  cutCount: number;
  isMatched: boolean;
};

export type Pasted = { rows: OfferRow[]; columns: LineColumn[]; report: PasteReport };

type Fresh = { seller: Seller; vatIncluded: boolean };

/** A rate that stands in the text is another seller's where we charge by rules of our own. */
const saidRate = ({ vatRate }: SpecLine, { seller }: Fresh) =>
  (vatRate === null || seller.regime === 'vat' ? vatRate : vatRateOn(seller, vatRate));

function rowOfLine(line: SpecLine, codes: string[], fresh: Fresh): OfferRow {
  const row = emptyRow(fresh.seller, fresh.vatIncluded);
  const discount = readDiscount(line.discount);
  return {
    ...row,
    article: line.article,
    name: line.name,
    unit: line.unit,
    quantity: line.quantity,
    price: line.price,
    discount: discount === null ? line.discount : discountText(discount),
    vatRate: saidRate(line, fresh) ?? row.vatRate,
    extra: Object.fromEntries(codes.flatMap((code, at) =>
      (code && line.extra[at] ? [[code, line.extra[at]]] : []))),
  };
}

const isCertain = ({ how }: ProductMatch) => how !== 'candidates' && how !== 'none';
const NONE: ProductMatch = { how: 'none', productIds: [] };

async function matchesOf(lines: SpecLine[]) {
  const rows = lines.map(({ article, name }) =>
    ({ article: article.slice(0, 200), name: name.slice(0, 1000) }));
  return call(productsMatch, { body: { rows } }).catch(() => null);
}

export async function matchLines(
  spec: Specification, sheet: OfferSheet, fresh: Fresh,
): Promise<Pasted> {
  const room = LINES_MAX - sheet.rows.filter((row) => !isBlank(row)).length;
  const lines = spec.lines.slice(0, Math.max(0, room));
  const { all, codes } = withColumns(
    sheet.columns, spec.extraNames.map((name) => ({ name, type: 'text' })));
  const found = await matchesOf(lines);
  const products = new Map(found?.products.map((product) => [product.id, product]));
  const report: ReportLine[] = [];
  const rows = lines.map((line, at) => {
    const plain = rowOfLine(line, codes, fresh);
    const match = found?.rows[at] ?? NONE;
    const hits = match.productIds.flatMap((id) => products.get(id) ?? []);
    report.push({
      key: plain.key, article: line.article, name: line.name, quantity: line.quantity,
      how: match.how, products: hits,
    });
    const hit = isCertain(match) ? hits[0] : undefined;
    if (!hit) return plain;
    const known = withProduct(plain, hit, fresh.seller);
    return { ...known, vatRate: saidRate(line, fresh) ?? known.vatRate };
  });
  return {
    rows, columns: all,
    report: {
      lines: report, skipped: spec.skipped, extraNames: spec.extraNames,
      cutCount: spec.lines.length - lines.length, isMatched: found !== null,
    },
  };
}

/** Whether there is anything to look at. */
export function needsEye(report: PasteReport): boolean {
  return report.lines.some(({ how }) => how !== 'article') || report.skipped.length > 0
    || report.extraNames.length > 0 || report.cutCount > 0;
}

/** The product of one row, when an article typed into it names exactly one. */
export async function productOfArticle(article: string): Promise<ProductHit | undefined> {
  const found = await call(productsMatch, { body: { rows: [{ article }] } });
  const [match] = found.rows;
  return match && isCertain(match) ? found.products[0] : undefined;
}
