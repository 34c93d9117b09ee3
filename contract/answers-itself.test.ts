import assert from 'node:assert/strict';
import test from 'node:test';
import { answersItself, ExchangeBase } from './exchange.ts';

test('silence and sums are asked of bases that speak, never of files and sites', () => {
  const transports = ExchangeBase.properties.transport.enum;
  assert.deepEqual(transports.filter((transport) => answersItself({ transport })),
    ['push', 'odata']);
});
