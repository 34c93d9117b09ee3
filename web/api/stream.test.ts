// A tab that nobody looks at holds no connection, and misses nothing when it is looked at again.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { closeStream, onChanges, openStream } from './stream.ts';

class FakeSource {
  static readonly CLOSED = 2;
  static open: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  readyState = 1;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    FakeSource.open.push(this);
  }
  addEventListener() {}
  close() {
    FakeSource.open = FakeSource.open.filter((each) => each !== this);
  }
}

const page = globalThis as unknown as Record<string, unknown>;
const tab = { hidden: false, follow: () => {} };
const turn = (hidden: boolean) => {
  tab.hidden = hidden;
  tab.follow();
};
const settled = () => new Promise((resolve) => { setImmediate(resolve); });
const tell = (id: number) => FakeSource.open[0]!.onmessage!({
  data: JSON.stringify({ id, kind: 'deal.edited', entity: 'deal', entityId: 7, at: '' }),
});

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  FakeSource.open = [];
  Object.assign(tab, { hidden: false, follow: () => {} });
  page['EventSource'] = FakeSource;
  page['document'] = {
    get hidden() { return tab.hidden; },
    addEventListener: (_name: string, follow: () => void) => { tab.follow = follow; },
    removeEventListener: () => { tab.follow = () => {}; },
  };
});
afterEach(() => {
  closeStream();
  mock.timers.reset();
  for (const name of ['EventSource', 'document', 'fetch']) delete page[name];
});

test('a hidden tab gives its connection back and goes on from the last change it knows', () => {
  const heard: number[] = [];
  const stop = onChanges((changes) => heard.push(...changes.map(({ id }) => id)));
  openStream(10);
  assert.equal(FakeSource.open.length, 1);
  turn(true);
  mock.timers.tick(1000);
  turn(false);
  mock.timers.tick(5000);
  assert.equal(FakeSource.open.length, 1, 'a glance at another tab breaks nothing');
  tell(12);
  turn(true);
  mock.timers.tick(2000);
  assert.equal(FakeSource.open.length, 0, 'the connection is for another tab');
  assert.ok(heard.includes(12), 'what came just before is not lost');
  turn(false);
  assert.match(FakeSource.open[0]!.url, /after=12$/);
  stop();
});

test('a tab opened in the background connects when it is looked at', () => {
  tab.hidden = true;
  openStream(50);
  assert.equal(FakeSource.open.length, 0);
  turn(false);
  assert.match(FakeSource.open[0]!.url, /after=50$/);
});

test('after a long rest the stream goes on from now, unless the session has ended', async () => {
  const asked: string[] = [];
  let answer = () => {};
  page['fetch'] = (url: string) => {
    asked.push(String(url));
    return new Promise((resolve) => {
      answer = () => resolve(Response.json({ streamAt: 900 }));
    });
  };
  openStream(10);
  for (const isClosed of [false, true]) {
    turn(true);
    mock.timers.tick(2000);
    mock.timers.tick(120_000);
    turn(false);
    await settled();
    if (isClosed) closeStream();
    answer();
    await settled();
    if (isClosed) assert.equal(FakeSource.open.length, 0);
    else assert.match(FakeSource.open[0]!.url, /after=900$/);
  }
  assert.equal(asked.length, 2);
});
