import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserWords } from './browser-words.ts';

test('a session is told by its browser, a program by its own name', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';
  assert.equal(browserWords(`Mozilla/5.0 (Windows NT 10.0) ${chrome}`), 'Chrome, Windows');
  assert.equal(browserWords(`Mozilla/5.0 (X11; Linux) ${chrome} YaBrowser/26.1`),
    'Яндекс Браузер, Linux');
  assert.equal(browserWords(`Mozilla/5.0 (Windows NT 10.0) ${chrome} Edg/150.0`), 'Edge, Windows');
  assert.equal(browserWords('Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari/605'),
    'Safari, macOS');
  assert.equal(browserWords('curl/8.5'), 'curl/8.5');
  assert.equal(browserWords(null), null);
});
