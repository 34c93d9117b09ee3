import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryObserver } from '@tanstack/react-query';
import { ReadingAgainClient } from './reading-again.ts';

/** A list on a screen whose answers are given by hand, each as the server had read it. */
function shown(key: string) {
  const client = new ReadingAgainClient({ defaultOptions: { queries: { retry: false } } });
  const answers: ((files: string[]) => void)[] = [];
  const observer = new QueryObserver<string[]>(client, {
    queryKey: [key], queryFn: () => new Promise((answer) => { answers.push(answer); }),
  });
  const end = observer.subscribe(() => undefined);
  const settle = () => new Promise((done) => { setTimeout(done); });
  return { client, answers, settle, end, files: () => observer.getCurrentResult().data };
}

test('a change during the first reading is followed by one more, however many come', async () => {
  const { client, answers, settle, end, files } = shown('files');
  const changes = Promise.all([1, 2, 3].map(() =>
    client.invalidateQueries({ queryKey: ['files'] })));
  answers[0]!([]);
  await settle();
  assert.equal(answers.length, 2);
  answers[1]!(['Чертёж.dwg']);
  await changes;
  await settle();
  assert.deepEqual(files(), ['Чертёж.dwg']);
  assert.equal(answers.length, 2);
  end();
  client.clear();
});

test('what has been read once is asked again at once, others are left alone', async () => {
  const { client, answers, settle, end, files } = shown('files');
  answers[0]!(['a']);
  await settle();
  await client.invalidateQueries({ queryKey: ['notes'] });
  assert.equal(answers.length, 1);
  const changed = client.invalidateQueries({ queryKey: ['files'] });
  assert.equal(answers.length, 2);
  answers[1]!(['b']);
  await changed;
  assert.deepEqual(files(), ['b']);
  end();
  client.clear();
});
