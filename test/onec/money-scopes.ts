// A random life of a base, seen by three scopes: what a report of money says is compared with its
// lists for each of them. A third of the deals lies in a department that two of them do not see.
import type { Inbox } from '#integrations/onec';
import { addDepartment, addPerson, type Person } from '#test/factory';
import type { FakeItem } from '../onec-fake/base.ts';
import { stream } from '../onec-fake/stream.ts';
import { introduce, openInbox, sendInOrder } from './converge.ts';

/** Moments of these tests: the stream's own time is in March. */
export const MONEY_NOW = new Date('2026-06-01T07:00:00Z');
const STEPS = 260;

export type MoneyScopes = {
  inbox: Inbox;
  drop: () => Promise<void>;
  /** Any object of the base, for whoever sends more. */
  first: FakeItem;
  people: Record<'director' | 'head' | 'manager', Person>;
  /** Departments of the unseen and of the seen, and who is responsible there. */
  owners: [farId: number, nearId: number, strangerId: number, managerId: number];
};

export async function openMoneyScopes(seed: number): Promise<MoneyScopes> {
  const { inbox, drop } = await openInbox();
  const { db } = inbox;
  const { items } = stream(seed, STEPS);
  const first = items[0]!;
  await introduce(db, first);
  await sendInOrder(inbox, items);
  const top = await addDepartment(db, 'Направление');
  const [near, far] = [await addDepartment(db, 'Ближний', top), await addDepartment(db, 'Дальний')];
  const people = {
    director: await addPerson(db, { departmentId: top, role: 'director' }),
    head: await addPerson(db, { departmentId: top, role: 'head', headOf: top }),
    manager: await addPerson(db, { departmentId: near }),
  };
  const stranger = await addPerson(db, { departmentId: far });
  const owners: MoneyScopes['owners'] = [far, near, stranger.id, people.manager.id];
  await db.query(
    `update deals.deal set department_id = case when id % 3 = 0 then $1::bigint else $2 end,
       responsible_id = case when id % 3 = 0 then $3::bigint else $4 end`, owners);
  await db.query('delete from deals.deal_reader');
  await db.query(`insert into deals.deal_reader
    select responsible_id, id, 'responsible', true from deals.deal`);
  return { inbox, drop, first, people, owners };
}
