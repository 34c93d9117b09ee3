import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '#contract/session';
import { closedSection, navItemsFor } from './nav-items.ts';

const session = {
  rights: ['deal', 'company'].map((entity) => ({ entity, action: 'read', scope: 'all' })),
  hidden: ['deal.money'],
} as unknown as Session;

test('an address within a section without a place in the navigation is closed, no other', () => {
  const shown = navItemsFor(session).map(({ to }) => to);
  assert.deepEqual(shown, ['/', '/tasks', '/deals', '/companies']);
  for (const open of ['/', '/deals', '/deals/list', '/deals/15', '/companies/4', '/imports']) {
    assert.equal(closedSection(session, open), undefined, open);
  }
  assert.equal(closedSection(session, '/leads/calendar'), 'Лиды');
  assert.equal(closedSection(session, '/contacts/7'), 'Контакты');
  assert.equal(closedSection({ ...session, rights: [] }, '/duplicates'), 'Клиенты');
  assert.equal(closedSection(session, '/money'), 'Деньги');
  assert.equal(closedSection(session, '/exchange/history/3'), 'Обмен с 1С');
  assert.equal(closedSection(session, '/settings/journal'), 'Настройки');
});
