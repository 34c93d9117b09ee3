import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onecValue } from './onec-value.ts';

const shown = (value: string | null) => onecValue(value).replaceAll(/\s/g, ' ');

test('values of 1C are read as money, days and Russian words, the rest as it was sent', () => {
  assert.equal(shown('3320000.00'), '3 320 000');
  assert.equal(shown('-3420000.50'), '−3 420 000,50');
  assert.equal(shown('2026-11-19'), '19.11.2026');
  assert.equal(shown('2026-11-19T10:05:00'), '19.11.2026 10:05');
  assert.equal(shown('prepayment'), 'аванс');
  assert.equal(shown('180'), '180');
  assert.equal(shown('УТ-018842'), 'УТ-018842');
  assert.equal(shown(null), '—');
});
