// Pasted rows → rows of the sheet with their products, and what a person has to look at. The
// server matches all of them in one request; without its answer the lines are kept as they are.
import { productsMatch } from '#contract/catalog';
import type { ProductHit, ProductMatch } from '#contract/catalog';
import type { LineColumn } from '#contract/deal-lines';
import { LINES_MAX } from '#contract/deal-lines';
import { defaultVatRate, vatRateOn } from '#contract/vat';
import type { Seller } from '#contract/vat';
import { call } from '../../api/client.ts';
import { withColumns } from './column-codes.ts';
import { discountText, readDiscount } from './line-text.ts';
import { emptyRow, faultyField, isBlank, sectionRow, withProduct } from './offer-rows.ts';
import type { OfferField, OfferRow, OfferSheet } from './offer-rows.ts';
import { isGoods } from './read-specification.ts';
import type { Specification } from './read-specification.ts';
import type { PricesVat, SpecLine } from './spec-values.ts';

export type ReportLine = {
  key: string;
  /** As it was pasted. */
  article: string; name: string; quantity: string;
  how: ProductMatch['how'];
  /** Best first; of a certain match the one product. */
  products: ProductHit[];
  /** What could not be read: the line waits in the sheet for a person. */
  fault: { field: OfferField; text: string } | null;
};

export type PasteReport = Pick<Specification, 'skipped' | 'extraNames' | 'merged'> & {
  lines: ReportLine[];
  sections: string[];
  /** Rows over the limit of an offer: not pasted. */
  cutCount: number;
  isMatched: boolean;
  /** The prices are of another kind than those of the offer. */
  vatClash: PricesVat | null;
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

function faultIn(row: OfferRow): ReportLine['fault'] {
  const field = faultyField(row);
  return field && { field, text: row[field] };
}

/** An empty offer takes the kind of prices that the text tells of; another one has its own. */
function vatOfPrices(
  { pricesVat }: Specification, sheet: OfferSheet, { seller, vatIncluded }: Fresh,
): { vatIncluded: boolean; vatClash: PricesVat | null } {
  const isSame = pricesVat === null || (pricesVat === 'in') === vatIncluded;
  if (isSame || defaultVatRate(seller) === 'none') return { vatIncluded, vatClash: null };
  return sheet.rows.every(isBlank) ? { vatIncluded: !vatIncluded, vatClash: null }
    : { vatIncluded, vatClash: pricesVat };
}

export async function matchLines(
  spec: Specification, sheet: OfferSheet, given: Fresh,
): Promise<Pasted> {
  const { vatIncluded, vatClash } = vatOfPrices(spec, sheet, given);
  const fresh = { ...given, vatIncluded };
  const room = LINES_MAX - sheet.rows.filter((row) => !isBlank(row)).length;
  const pasted = spec.rows.slice(0, Math.max(0, room));
  const { all, codes } = withColumns(
    sheet.columns, spec.extraNames.map((name) => ({ name, type: 'text' })));
  const found = await matchesOf(pasted.filter(isGoods));
  const products = new Map(found?.products.map((product) => [product.id, product]));
  const lines: ReportLine[] = [];
  const rows = pasted.map((line) => {
    if (!isGoods(line)) return sectionRow(line.section.slice(0, 1000));
    const plain = rowOfLine(line, codes, fresh);
    const match = found?.rows[lines.length] ?? NONE;
    const hits = match.productIds.flatMap((id) => products.get(id) ?? []);
    const { article, name, quantity } = line;
    lines.push({
      key: plain.key, article, name, quantity, how: match.how, products: hits,
      fault: faultIn(plain),
    });
    const hit = isCertain(match) ? hits[0] : undefined;
    if (!hit) return plain;
    const known = withProduct(plain, hit, fresh.seller);
    return { ...known, vatRate: saidRate(line, fresh) ?? known.vatRate };
  });
  const { skipped, extraNames, merged } = spec;
  return {
    rows, columns: all,
    report: {
      lines, skipped, extraNames, merged, isMatched: found !== null, vatClash,
      sections: pasted.flatMap((row) => (isGoods(row) ? [] : [row.section])),
      cutCount: spec.rows.length - pasted.length,
    },
  };
}

/** Whether there is anything to look at. */
export function needsEye(report: PasteReport): boolean {
  return report.lines.some(({ how, fault }) => how !== 'article' || fault !== null)
    || report.skipped.length > 0 || report.extraNames.length > 0 || report.cutCount > 0
    || report.merged.length > 0 || report.vatClash !== null;
}

/** The product of one row, when an article typed into it names exactly one. */
export async function productOfArticle(article: string): Promise<ProductHit | undefined> {
  const found = await call(productsMatch, { body: { rows: [{ article }] } });
  const [match] = found.rows;
  return match && isCertain(match) ? found.products[0] : undefined;
}
