// The demo's 1C: a base introduces itself and a quarter of sales comes through the real inbox,
// day by day, so that history, sums and stages are made by the same code as a customer's.
import { introduceBase, itemSha256, receiveItems, touchContact } from '#integrations/onec';
import { linkEmployee } from '#modules/staff';
import { addDays, momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { isWorkingDay } from '#platform/production-calendar';
import { advancesOf } from './advances.ts';
import { DISMISSED_LOGIN, type DemoCompany } from './company.ts';
import { loadDemoCustomers, type LoadedCustomers } from './customers.ts';
import { documentsOf, type SaleDocument } from './onec-documents.ts';
import { chanceOf, type Chance } from './random.ts';
import { heldBack, reconcileDemo } from './reconcile.ts';
import { planSale } from './sales-plan.ts';

/** The demo's own base; `npm run onec-fake -- --demo` lives on as it. */
export const DEMO_IB = 'promtehnika-ut11';
const EPOCH = '1';
const SEED = 20_261;
const DAYS = 75;
const SALES_A_DAY = 14;
const BATCH = 200;

type Manager = { uid: string; name: string; id: number; department: string; shown: boolean };

const SHOWN = new Set(['manager', 'manager2']);

/** The base and its managers, mapped to the demo's salespeople. */
async function introduceDemoBase(db: Db, company: DemoCompany, chance: Chance, now: Date) {
  const base = await introduceBase(db, {
    ib: DEMO_IB, epoch: EPOCH, configuration: 'Управление торговлей', version: '11.5.18.72',
    platform: '8.3.27.1606', extension: '1.0.0', timeZone: companyTimeZone(),
  }, now);
  // It speaks of past days from here on: who watches the clock must not take it for silent.
  await touchContact(db, base.id, now, true);
  const departments = new Map([...company.departments].map(([name, id]) => [id, name]));
  const managers: Manager[] = [];
  for (const [login, person] of company.people) {
    if (!['manager', 'head'].includes(person.role) || login === DISMISSED_LOGIN) continue;
    managers.push({
      uid: chance.guid(), name: person.name, id: person.id,
      department: departments.get(person.departmentId) ?? '', shown: SHOWN.has(login),
    });
  }
  const ctx = systemContext(db, 'system', () => now);
  await inTransaction(db, async (tx) => {
    for (const { uid, id } of managers) {
      await linkEmployee(tx, ctx, { baseId: base.id, uid, employeeId: id });
    }
  });
  return { base, managers };
}

function planQuarter(
  chance: Chance, managers: Manager[], customers: LoadedCustomers, today: string,
): SaleDocument[] {
  const documents: SaleDocument[] = [];
  let serial = 1;
  const shown = managers.filter((manager) => manager.shown);
  // Visitors try two logins first: their boards must not be empty.
  const sellers = [...managers, ...shown, ...shown, ...shown];
  for (let ageDays = DAYS; ageDays >= 0; ageDays -= 1) {
    const day = addDays(today, -ageDays);
    if (!isWorkingDay(companyCalendar(), day)) continue;
    for (let sale = 0; sale < SALES_A_DAY; sale += 1) {
      const manager = chance.pick(sellers);
      const products = customers.products.filter((row) => row.department === manager.department);
      if (products.length === 0) continue;
      const plan = planSale(chance, day, ageDays);
      const company = chance.pick(customers.companies);
      documents.push(...documentsOf(chance, plan, { company, manager, products, serial }));
      serial += 1;
    }
  }
  return documents.filter((document) => document.on <= today);
}

const LANES = { order: 'orders', invoice: 'money', payment: 'money', shipment: 'orders' };

function toItem(document: SaleDocument, at: Date, number: number): object {
  const { type, uid, rev, body } = document;
  return {
    v: 1, id: `demo-${number}`, ib: DEMO_IB, epoch: EPOCH, lane: LANES[type], type, uid, rev,
    op: 'upsert', at: at.toISOString(), sha256: itemSha256(body), body,
  };
}

/** Customers, goods and a quarter of sales; `now` is the moment of the last message. */
export async function loadDemoExchange(
  db: Db, company: DemoCompany, now: Date,
): Promise<LoadedCustomers> {
  const chance = chanceOf(SEED);
  const { base, managers } = await introduceDemoBase(db, company, chance, now);
  const customers = await loadDemoCustomers(db, {
    baseId: base.id, seed: SEED, now, managerUids: managers.map((manager) => manager.uid),
  });
  const today = companyToday(now);
  const sales = planQuarter(chance, managers, customers, today);
  const late = new Set(heldBack(sales));
  const documents = [
    ...sales, ...advancesOf(chanceOf(SEED + 1), customers.companies, today),
  ];
  const days = Map.groupBy(documents.filter((one) => !late.has(one)), (document) => document.on);
  let number = 0;
  for (const day of [...days.keys()].sort()) {
    const at = day === today ? now : momentOf(day, '16:00', companyTimeZone());
    const items = (days.get(day) ?? []).map((document) => toItem(document, at, number++));
    for (let start = 0; start < items.length; start += BATCH) {
      const batch = items.slice(start, start + BATCH).map((value) => ({ value, line: null }));
      const results = await receiveItems({ db, now: () => at }, batch, { kind: 'push' });
      const refused = results.find((result) => result.status !== 'applied');
      if (refused) throw new Error(`Demo item ${refused.id}: ${refused.status} ${refused.text}`);
    }
  }
  await reconcileDemo({ db, now: () => now }, { ib: DEMO_IB, epoch: EPOCH }, {
    documents, toItem: (document) => toItem(document, now, number++),
  });
  return customers;
}
