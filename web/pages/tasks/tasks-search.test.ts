import assert from 'node:assert/strict';
import test from 'node:test';
import { filterOfSide, openOf, readTasksSearch } from './tasks-search.ts';

test('a side becomes conditions beside those of the filter', () => {
  assert.deepEqual(readTasksSearch({}), {});
  assert.deepEqual(readTasksSearch({ side: 'mine', layout: 'list' }), {});
  assert.deepEqual(readTasksSearch({ side: 'given', layout: 'board', filter: '{}' }),
    { side: 'given', layout: 'board', filter: '{}' });
  assert.equal(filterOfSide({}, 5), '{"assigneeId":{"eq":5}}');
  assert.equal(filterOfSide({ side: 'all' }, 5), undefined);
  assert.deepEqual(
    JSON.parse(filterOfSide({ side: 'given', filter: '{"priority":{"eq":"high"}}' }, 5)!),
    { authorId: { eq: 5 }, assigneeId: { ne: 5 }, priority: { eq: 'high' } });
  assert.equal(openOf('{"state":{"eq":"done"}}'), '{"state":{"eq":"done"}}');
  assert.equal(openOf('not json'), '{"state":{"eq":"open"}}');
});
