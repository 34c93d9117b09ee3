import assert from 'node:assert/strict';
import test from 'node:test';
import { sessionRead } from '#contract/session';
import { keyOf, queryClient } from '../../api/query.ts';
import { dayIn, today } from './today.ts';

test('an offer is dated by the company, whichever clock the browser has', () => {
  const evening = new Date('2025-12-31T21:30:00Z');
  assert.equal(dayIn('Europe/Moscow', evening), '2026-01-01', 'the new rate of VAT');
  assert.equal(dayIn('America/New_York', evening), '2025-12-31');
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    queryClient.setQueryData(keyOf(sessionRead), { timeZone });
    assert.equal(today(), dayIn(timeZone, new Date()));
  }
});
