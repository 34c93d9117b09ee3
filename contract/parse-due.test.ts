import assert from 'node:assert/strict';
import test from 'node:test';
import { parseDue } from './parse-due.ts';

// A Wednesday noon.
const now = new Date(2026, 10, 25, 12, 0);
const said = (text: string) => {
  const due = parseDue(text, now);
  return due && `${due.day} ${due.time}`.trim();
};

test('a deadline is understood as a sheet writes it and as people say it', () => {
  assert.equal(said('31.01.2027 14:30'), '2027-01-31 14:30');
  assert.equal(said('1.2.27'), '2027-02-01');
  assert.equal(said('31.01.2027, 9:05:00'), '2027-01-31 09:05');
  assert.equal(said('2027-01-31'), '2027-01-31');
  assert.equal(said('2027-01-31 08:00'), '2027-01-31 08:00');
  assert.equal(said('завтра'), '2026-11-26');
  assert.equal(said('завтра 10:00'), '2026-11-26 10:00');
  assert.equal(said('в пятницу'), '2026-11-27');
  assert.equal(said('через неделю'), '2026-12-02');
  assert.equal(said('24 декабря'), '2026-12-24');
});

test('what is no deadline, or says more than one, is not guessed', () => {
  for (const text of ['31.02.2027', '1.2.2027 25:00', 'когда-нибудь', 'позвонить завтра', '',
    'каждый понедельник', 'завтра срочно', '1.2.2027 10:75']) {
    assert.equal(said(text), null, text);
  }
});
