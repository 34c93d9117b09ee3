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
  readonly heard = new Map<string, (event: { data: string }) => void>();
  addEventListener(name: string, listener: (event: { data: string }) => void) {
    this.heard.set(name, listener);
  }
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
const network = new Map<string, () => void>();
const settled = () => new Promise((resolve) => { setImmediate(resolve); });
const tell = (id: number) => FakeSource.open[0]!.onmessage!({
  data: JSON.stringify({ id, kind: 'deal.edited', entity: 'deal', entityId: 7, at: '' }),
});

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  FakeSource.open = [];
  Object.assign(tab, { hidden: false, follow: () => {} });
  page['EventSource'] = FakeSource;
  page['addEventListener'] = (name: string, act: () => void) => network.set(name, act);
  page['removeEventListener'] = (name: string) => network.delete(name);
  page['document'] = {
    get hidden() { return tab.hidden; },
    addEventListener: (_name: string, follow: () => void) => { tab.follow = follow; },
    removeEventListener: () => { tab.follow = () => {}; },
  };
});
afterEach(() => {
  closeStream();
  mock.timers.reset();
  for (const name of ['EventSource', 'document', 'fetch', 'addEventListener',
    'removeEventListener']) delete page[name];
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

test('a line that says nothing for long is given up for a new one', () => {
  openStream(2000);
  const [first] = FakeSource.open;
  for (let beats = 0; beats < 8; beats += 1) {
    mock.timers.tick(15_000);
    first!.heard.get('beat')!({ data: '{}' });
  }
  tell(2012);
  mock.timers.tick(40_000);
  assert.deepEqual(FakeSource.open, [first], 'beats and changes are signs of life');
  mock.timers.tick(1000);
  assert.equal(FakeSource.open.length, 1);
  assert.notEqual(FakeSource.open[0], first);
  assert.match(FakeSource.open[0]!.url, /after=2012$/);
  mock.timers.tick(45_000);
  assert.equal(FakeSource.open.length, 1, 'one that does not even begin is given up as well');
});

test('when the network goes or comes a new line shows whether the server is there', () => {
  openStream(10);
  const [first] = FakeSource.open;
  network.get('offline')!();
  assert.notEqual(FakeSource.open[0], first);
  turn(true);
  mock.timers.tick(2000);
  network.get('online')!();
  assert.equal(FakeSource.open.length, 0, 'a tab that rests goes on resting');
  closeStream();
  assert.equal(network.size, 0);
});
