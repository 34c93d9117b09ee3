import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { defaultVatRate, VAT_RATES } from '#contract/vat';
import { lineSums } from './line-sums.ts';

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

const lines = fc.record({
  quantity: decimals(9_999, 3),
  price: decimals(999_999, 4),
  discountPercent: fc.oneof(decimals(99, 4), fc.constant('100'), fc.constant('0')),
  vatRate: fc.constantFrom(...VAT_RATES),
  vatIncluded: fc.boolean(),
});

test('sums equal an independent decimal calculation to the kopeck', () => {
  fc.assert(fc.property(lines, (line) => {
    const left = times(minus(whole(100), fraction(line.discountPercent)), over(100));
    const cost = times(times(fraction(line.quantity), fraction(line.price)), left);
    const sum = roundHalfUp(times(cost, whole(100)));
    const rate = line.vatRate === 'none' ? 0 : Number(line.vatRate);
    const share = line.vatIncluded ? over(100 + rate) : over(100);
    const vat = roundHalfUp(times(whole(sum * rate), share));
    assert.deepEqual(lineSums(line), { sumKopecks: sum, vatKopecks: vat });
  }), { numRuns: 3_000 });
});

test('known lines', () => {
  const terms = { discountPercent: '0', vatRate: '22', vatIncluded: true } as const;
  assert.deepEqual(lineSums({ ...terms, quantity: '1', price: '122' }),
    { sumKopecks: 12_200, vatKopecks: 2_200 });
  assert.deepEqual(lineSums({ ...terms, quantity: '3', price: '0.005' }),
    { sumKopecks: 2, vatKopecks: 0 });
  assert.deepEqual(lineSums({ ...terms, quantity: '1', price: '0.005' }),
    { sumKopecks: 1, vatKopecks: 0 });
  assert.deepEqual(lineSums({
    quantity: '2.5', price: '1000.1', discountPercent: '12.5', vatRate: '20', vatIncluded: false,
  }), { sumKopecks: 218_772, vatKopecks: 43_754 });
});

test('the main rate is 22 % from 2026', () => {
  assert.equal(defaultVatRate('2025-12-31'), '20');
  assert.equal(defaultVatRate('2026-01-01'), '22');
});
