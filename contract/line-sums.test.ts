import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { documentSums, type LineTerms, lineSums } from './line-sums.ts';
import {
  defaultVatRate, dueVatRates, PRODUCT_VAT_RATES, type Seller, type TaxedLine, VAT_RATES,
  VAT_REGIMES, type VatRate, vatRateOn, type VatRegime,
} from './vat.ts';

/** A fraction of two big numbers: an arithmetic of its own, with no scales to agree upon. */
type Fraction = { top: bigint; bottom: bigint };

function fraction(decimal: string): Fraction {
  const [whole = '', rest = ''] = decimal.split('.');
  return { top: BigInt(whole + rest), bottom: 10n ** BigInt(rest.length) };
}

const times = (a: Fraction, b: Fraction): Fraction =>
  ({ top: a.top * b.top, bottom: a.bottom * b.bottom });
const minus = (a: Fraction, b: Fraction): Fraction =>
  ({ top: a.top * b.bottom - b.top * a.bottom, bottom: a.bottom * b.bottom });
const whole = (number: number): Fraction => ({ top: BigInt(number), bottom: 1n });
const over = (number: number): Fraction => ({ top: 1n, bottom: BigInt(number) });

/** Schoolbook: what is left decides, a half goes up. */
function roundHalfUp({ top, bottom }: Fraction): number {
  const rest = top % bottom;
  return Number(top / bottom + (2n * rest >= bottom ? 1n : 0n));
}

const decimals = (wholeMax: number, digits: number) => fc.tuple(
  fc.integer({ min: 0, max: wholeMax }), fc.integer({ min: 0, max: 10 ** digits - 1 }),
  fc.integer({ min: 0, max: digits }),
).map(([units, parts, kept]) => kept === 0
  ? String(units)
  : `${units}.${String(parts).padStart(digits, '0').slice(0, kept)}`);

const goodsOf = (line: LineTerms) =>
  roundHalfUp(times(times(fraction(line.quantity), fraction(line.price)), whole(100)));

const lines = fc.record({
  quantity: decimals(9_999, 3),
  price: decimals(999_999, 4),
  discountPercent: fc.oneof(decimals(99, 4), fc.constant('100'), fc.constant('0')),
  /** Part of the goods' sum taken off as a sum, in thousandths; null for a discount by percent. */
  taken: fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 4, nil: null }),
  vatRate: fc.constantFrom(...VAT_RATES),
  vatIncluded: fc.boolean(),
}).map(({ taken, ...line }): LineTerms => (taken === null ? line : {
  ...line, discountPercent: '0', discountKopecks: Math.floor((goodsOf(line) / 1000) * taken),
}));

function expected(line: LineTerms) {
  const goods = goodsOf(line);
  const left = times(minus(whole(100), fraction(line.discountPercent)), over(100));
  const cost = times(times(fraction(line.quantity), fraction(line.price)), left);
  const sum = line.discountKopecks
    ? goods - line.discountKopecks : roundHalfUp(times(cost, whole(100)));
  const rate = line.vatRate === 'none' ? 0 : Number(line.vatRate);
  const share = line.vatIncluded ? over(100 + rate) : over(100);
  const vat = roundHalfUp(times(times(whole(sum), whole(rate)), share));
  return { goodsKopecks: goods, sumKopecks: sum, vatKopecks: vat };
}

test('sums of a line equal an independent decimal calculation to the kopeck', () => {
  fc.assert(fc.property(lines, (line) => {
    assert.deepEqual(lineSums(line), expected(line));
  }), { numRuns: 3_000 });
});

test('1,000 documents equal 1C’s rule: every line rounded, then added', () => {
  const documents = fc.array(lines, { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(documents, (document) => {
    const all = document.map((line) => ({ ...expected(line), onTop: !line.vatIncluded }));
    const total = (of: (line: (typeof all)[number]) => number) =>
      Number(all.reduce((sum, line) => sum + BigInt(of(line)), 0n));
    assert.deepEqual(documentSums(document), {
      goodsKopecks: total((line) => line.goodsKopecks),
      discountKopecks: total((line) => line.goodsKopecks - line.sumKopecks),
      vatKopecks: total((line) => line.vatKopecks),
      totalKopecks: total((line) => line.sumKopecks + (line.onTop ? line.vatKopecks : 0)),
    });
  }), { numRuns: 1_000 });
});

test('known lines', () => {
  const terms = { discountPercent: '0', vatRate: '22', vatIncluded: true } as const;
  assert.deepEqual(lineSums({ ...terms, quantity: '1', price: '122' }),
    { goodsKopecks: 12_200, sumKopecks: 12_200, vatKopecks: 2_200 });
  assert.deepEqual(lineSums({ ...terms, quantity: '3', price: '0.005' }),
    { goodsKopecks: 2, sumKopecks: 2, vatKopecks: 0 });
  assert.deepEqual(lineSums({ ...terms, quantity: '1', price: '0.005' }),
    { goodsKopecks: 1, sumKopecks: 1, vatKopecks: 0 });
  assert.deepEqual(lineSums({
    quantity: '2.5', price: '1000.1', discountPercent: '12.5', vatRate: '20', vatIncluded: false,
  }), { goodsKopecks: 250_025, sumKopecks: 218_772, vatKopecks: 43_754 });
  assert.deepEqual(lineSums({ ...terms, quantity: '2', price: '100', discountKopecks: 5_000 }),
    { goodsKopecks: 20_000, sumKopecks: 15_000, vatKopecks: 2_705 });
});

test('the main rate is 22 % from 2026, whatever the catalogue still says', () => {
  const cases: [day: string, regime: VatRegime, said: string | null, rate: VatRate][] = [
    ['2025-12-31', 'vat', null, '20'], ['2026-01-01', 'vat', null, '22'],
    ['2026-01-01', 'vat', '20', '22'], ['2025-12-31', 'vat', '22', '20'],
    ['2026-06-01', 'vat', '10', '10'], ['2026-06-01', 'vat', 'none', 'none'],
    ['2026-06-01', 'vat', '5', '22'],
    ['2026-06-01', 'none', '22', 'none'], ['2026-06-01', 'none', '0', 'none'],
    ['2026-06-01', 'usn5', '22', '5'], ['2026-06-01', 'usn7', '10', '7'],
    ['2026-06-01', 'usn7', '0', '0'], ['2026-06-01', 'usn5', 'none', 'none'],
    ['2024-12-31', 'usn5', '20', 'none'], ['2025-01-01', 'usn5', '20', '5'],
  ];
  for (const [day, regime, said, rate] of cases) {
    assert.equal(vatRateOn({ day, regime }, said), rate, `${day} ${regime} ${said}`);
  }
});

test('counted anew, every line is at a rate of its seller; a second count changes nothing', () => {
  const sellers = fc.record({
    day: fc.constantFrom('2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'),
    regime: fc.constantFrom(...VAT_REGIMES),
  });
  const taxed = fc.record({
    vatRate: fc.constantFrom(...VAT_RATES), isSection: fc.boolean(),
    productVatRate: fc.option(fc.constantFrom(...PRODUCT_VAT_RATES), { nil: null }),
  });
  const counted = (offer: TaxedLine[], seller: Seller) => dueVatRates(offer, seller)
    .map((vatRate, at) => ({ ...offer[at]!, vatRate }));
  const offers = fc.array(taxed, { maxLength: 8 });
  fc.assert(fc.property(offers, sellers, sellers, (offer, ours, theirs) => {
    const once = counted(offer, ours);
    assert.deepEqual(counted(once, ours), once);
    const charged = [defaultVatRate(ours), '0', 'none', ...(ours.regime === 'vat' ? ['10'] : [])];
    for (const { vatRate, isSection } of once) assert.ok(isSection || charged.includes(vatRate));
    // Goods of the catalogue come back from another entity as they were.
    const goods = offer.filter(({ productVatRate, isSection }) => productVatRate && !isSection)
      .map((each) => ({ ...each, vatRate: vatRateOn(ours, each.productVatRate) }));
    assert.deepEqual(counted(counted(goods, theirs), ours), goods);
  }), { numRuns: 2_000 });
});
