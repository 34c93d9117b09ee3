import assert from 'node:assert/strict';
import test from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { bodySha256, canonicalText, sha256 } from './canonical.ts';
import { checkSignature, isRefusal, readSignatureClaim, signRequest } from './signature.ts';

// The vector of the contract: other programs are built against the same letters.
const BODY = '{"number":"УТ-000001","total":"1000.00","posted":true,'
  + '"lines":[{"sum":"1000.00","article":"ЦНС-180"}],"comment":null}';
const REQUEST = { method: 'POST', path: '/api/1c/v1/push', body: '{"items":[]}' };
const SIGNATURE = 'ea2f5d41eaf2d0edbdff320c69142561b024d9efa674dd77d1dbaf9e056e90a8';
const HEADERS = {
  'x-verstak-key': 'k1',
  'x-verstak-timestamp': '1795000000',
  'x-verstak-nonce': 'n-1',
  'x-verstak-signature': SIGNATURE,
};
const SENT_MS = 1_795_000_000_000;

function check(nowMs: number, change: Partial<typeof REQUEST> = {}, secret = 's3cret') {
  const claim = readSignatureClaim(HEADERS);
  assert.ok(!isRefusal(claim));
  return checkSignature(claim, { ...REQUEST, ...change }, secret, nowMs)?.code ?? null;
}

test('the vector of the contract: canonical form, hash and signature', () => {
  assert.equal(canonicalText(JSON.parse(BODY)), '{"comment":null,'
    + '"lines":[{"article":"ЦНС-180","sum":"1000.00"}],"number":"УТ-000001","posted":true,'
    + '"total":"1000.00"}');
  assert.equal(bodySha256(JSON.parse(BODY)),
    '5016c121e7cec2b6134486d345862cdfcbd988ea24c1415e13bd4c1a3def1a22');
  assert.equal(sha256(REQUEST.body),
    'eef46741adfc3a9f76294d3b78f37a45f113092ac9d44ee77c7a038a88ff09a1');
  assert.equal(signRequest(REQUEST, 's3cret', '1795000000', 'n-1'), SIGNATURE);
});

test('a signature holds for five minutes on both sides', () => {
  assert.equal(check(SENT_MS), null);
  assert.equal(check(SENT_MS + 300_000), null);
  assert.equal(check(SENT_MS - 300_000), null);
  assert.equal(check(SENT_MS + 300_001), 'signature.expired');
  assert.equal(check(SENT_MS - 300_001), 'signature.expired');
});

test('another method, path, body or secret breaks the signature', () => {
  assert.equal(check(SENT_MS, { method: 'GET' }), 'signature.invalid');
  assert.equal(check(SENT_MS, { path: '/api/1c/v1/push?x=1' }), 'signature.invalid');
  assert.equal(check(SENT_MS, { body: '{"items": []}' }), 'signature.invalid');
  assert.equal(check(SENT_MS, {}, 's3creT'), 'signature.invalid');
});

test('a stranger with an old clock learns nothing about the clock', () => {
  assert.equal(check(SENT_MS + 900_000, {}, 'guess'), 'signature.invalid');
});

test('incomplete or oversized headers are refused before any secret is looked up', () => {
  for (const name of Object.keys(HEADERS)) {
    assert.ok(isRefusal(readSignatureClaim({ ...HEADERS, [name]: undefined })), name);
    assert.ok(isRefusal(readSignatureClaim({ ...HEADERS, [name]: ['a', 'b'] })), name);
  }
  const odd = { ...HEADERS, 'x-verstak-nonce': 'n'.repeat(65) };
  assert.ok(isRefusal(readSignatureClaim(odd)));
  assert.ok(isRefusal(readSignatureClaim({ ...HEADERS, 'x-verstak-timestamp': '1795000000.5' })));
});

test('the hash does not depend on spaces or on the order of keys', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(fc.property(object, (body) => {
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    const spaced: unknown = JSON.parse(JSON.stringify(reversed, null, 2));
    assert.equal(bodySha256(spaced), bodySha256(body));
  }));
});

test('the fast canonical form is letter for letter that of npm canonicalize', () => {
  const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('10', '2', '__proto__', 'ё'));
  const value = fc.object({
    key, maxDepth: 4,
    values: [fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)],
  });
  const judge = (body: unknown) => {
    try {
      return canonicalize(body);
    } catch {
      return null;
    }
  };
  const any = fc.oneof(value, fc.constantFrom('\\ud800', '\ud800', { a: '\\ud83d\ude00' }));
  fc.assert(fc.property(any, (body) => {
    assert.equal(canonicalText(body), judge(body));
  }), { numRuns: 1000 });
  let deep: unknown = 1;
  for (let level = 0; level < 50_000; level += 1) deep = [deep];
  assert.equal(canonicalText(deep), judge(deep));
});

test('one flipped bit of a body never passes as the same body', () => {
  const text = canonicalText(JSON.parse(BODY)) ?? '';
  const bytes = Buffer.from(text);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const body = parsedOrNull(flipped.toString('utf8'));
    if (body !== undefined) assert.notEqual(bodySha256(body), sha256(text), `bit ${bit}`);
  }
});

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
