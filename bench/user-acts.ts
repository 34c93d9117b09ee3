// What a salesperson does between two thoughts: each act with the requests that the screens send
// for it (seen in a browser on 2026-11-29), those of one screen at once.
import { layoutVariants } from '#contract/keyboard-layout';
import type { Random } from '#test/onec-fake/random';
import { mustSucceed, type Answer, type Caller } from './http.ts';

/** What all users know; `quickId` is the pipeline of quick sales with its open `stages`. */
export type Floor = { quickId: number; stages: number[]; words: string[] };
export type User = { caller: Caller; random: Random; dealIds: number[]; mayWrite: boolean };
export type Act = {
  name: string;
  weight: number;
  writes?: boolean;
  run: (user: User, floor: Floor) => Promise<void>;
};

type Deal = { version: number; stageId: number; company: { id: number } | null };

const get = async (caller: Caller, path: string): Promise<Answer> =>
  mustSucceed(await caller.get(path), path);
const readDeal = async ({ caller }: User, id: number): Promise<Deal> =>
  JSON.parse((await get(caller, `/api/deals/${id}`)).text) as Deal;

function filterOf({ random }: User, { stages }: Floor): object {
  const kinds = [
    { isOpen: { eq: true } },
    { isOpen: { eq: true }, stage: { eq: random.pick(stages) } },
    { isOpen: { eq: true }, paidPercent: { lt: 100 } },
    { paidPercent: { between: [1, 99] } },
    { createdAt: { gte: '-90d' } },
  ];
  return random.pick(kinds);
}

async function openList(user: User, floor: Floor): Promise<void> {
  const query = new URLSearchParams({
    limit: '100', total: '1', sums: 'amountKopecks,paidKopecks',
    filter: JSON.stringify(filterOf(user, floor)),
  });
  await get(user.caller, `/api/deals?${query}`);
}

async function openCard(user: User): Promise<void> {
  const id = user.random.pick(user.dealIds);
  const about = `entity=deal&entityId=${id}`;
  const card = readDeal(user, id);
  const beside = [
    `/api/deals/${id}/commands`, `/api/comments/pinned?${about}`, `/api/deals/${id}/money`,
    '/api/custom-fields', `/api/deals/${id}/transfers`, `/api/related?${about}`,
    `/api/deals/${id}/origin`, `/api/timeline?${about}&limit=50`, `/api/tasks?${about}&limit=200`,
    `/api/files?${about}`,
  ].map((path) => get(user.caller, path));
  const { company } = await card;
  if (company) beside.push(get(user.caller, `/api/companies/${company.id}/debt`));
  await Promise.all(beside);
}

/** Three pauses of typing; every third word comes in the wrong layout. */
async function search({ caller, random }: User, { words }: Floor): Promise<void> {
  const word = random.pick(words);
  const typed = random.chance(0.3) ? layoutVariants(word).at(-1) ?? word : word;
  for (const length of [3, 5, typed.length]) {
    await get(caller, `/api/search?${new URLSearchParams({ q: typed.slice(0, length) })}`);
  }
}

async function editField(user: User): Promise<void> {
  const id = user.random.pick(user.dealIds);
  const { version } = await readDeal(user, id);
  const path = `/api/deals/${id}`;
  mustSucceed(await user.caller.send('PATCH', path,
    { version, comment: `Обещали ответить ${user.random.int(1, 28)} числа` }), path);
}

async function moveStage(user: User, { stages }: Floor): Promise<void> {
  const id = user.random.pick(user.dealIds);
  const { stageId } = await readDeal(user, id);
  const next = stages.find((stage) => stage !== stageId);
  const path = `/api/deals/${id}/stage-moves`;
  if (stages.includes(stageId)) {
    mustSucceed(await user.caller.send('POST', path, { stageId: next }), path);
  }
}

async function writeComment({ caller, random, dealIds }: User): Promise<void> {
  const body = { entity: 'deal', entityId: random.pick(dealIds), body: 'Позвонил, ждут счёт.' };
  mustSucceed(await caller.send('POST', '/api/comments', body), '/api/comments');
}

export const ACTS: Act[] = [
  { name: 'card opened', weight: 35, run: openCard },
  { name: 'list, total and sums', weight: 20, run: openList },
  {
    name: 'board', weight: 10,
    run: async ({ caller }, { quickId }) => {
      await get(caller, `/api/deals/board?pipelineId=${quickId}&sort=-updatedAt&limit=30`);
    },
  },
  { name: 'search as one types', weight: 15, run: search },
  {
    name: 'my day', weight: 5,
    run: async ({ caller }) => { await get(caller, '/api/day'); },
  },
  { name: 'field edited', weight: 5, writes: true, run: editField },
  { name: 'stage moved', weight: 5, writes: true, run: moveStage },
  { name: 'comment written', weight: 5, writes: true, run: writeComment },
];

export function pickAct({ random, mayWrite }: User): Act {
  const acts = ACTS.filter(({ writes }) => mayWrite || !writes);
  let rest = random.int(1, acts.reduce((sum, { weight }) => sum + weight, 0));
  return acts.find(({ weight }) => (rest -= weight) <= 0)!;
}
