// What a year of work leaves among customers: branches, people of several companies, accounts, and
// cards that were typed twice.
import {
  createCompany, createContact, linkContact, listContacts, readCompany, readContact,
  replaceBankAccounts,
} from '#modules/customers';
import { systemContext, type Context } from '#platform/context';
import type { Db } from '#platform/database';
import type { DemoCompany } from './company.ts';
import type { LoadedCompany, LoadedCustomers } from './customers.ts';
import { BANKS, demoAccount } from './own-entities.ts';
import type { Chance } from './random.ts';

/** 43 at places five and six of a КПП is a branch. */
const BRANCHES = [
  ['Тверь', '695043001'], ['Псков', '602743001'], ['Вологда', '352543001'],
] as const;
const WITH_BRANCHES = 6;
const WITH_ACCOUNTS = 60;
const TYPED_TWICE = 8;
const PEOPLE_OF_TWO = 12;

const isLegal = ({ row }: LoadedCompany) => row.kind === 'legal';

async function addBranches(ctx: Context, companies: LoadedCompany[]): Promise<void> {
  for (const [place, { row }] of companies.entries()) {
    for (const [town, kpp] of BRANCHES.slice(0, 1 + place % BRANCHES.length)) {
      await createCompany(ctx, {
        name: `${row.name}, филиал ${town}`, inn: row.inn, kpp,
        address: `г. ${town}, ул. Заводская, д. ${place + 3}`, relations: ['customer'],
      });
    }
  }
}

async function addAccounts(ctx: Context, companies: LoadedCompany[]): Promise<void> {
  for (const [place, { id }] of companies.entries()) {
    const { version } = await readCompany(ctx, id);
    await replaceBankAccounts(ctx, {
      id, version, items: [demoAccount(BANKS[place % BANKS.length]!, 100_000 + place)],
    });
  }
}

/** As salespeople type: the legal form behind, a letter lost, the phone the same. */
function misspelt(chance: Chance, name: string): string {
  const [form = '', ...rest] = name.split(' ');
  const bare = rest.join(' ').replaceAll(/[«»]/g, '');
  const place = chance.between(2, Math.max(2, bare.length - 3));
  return chance.hit(0.5) ? `${bare} ${form}`
    : `${form} ${bare.slice(0, place)}${bare.slice(place + 1)}`;
}

async function typeTwice(
  ctx: Context, chance: Chance, companies: LoadedCompany[],
): Promise<void> {
  for (const [place, { row }] of companies.entries()) {
    await createCompany(ctx, {
      name: misspelt(chance, row.name), phones: place % 2 === 0 ? row.phones.slice(0, 1) : [],
      address: row.address, relations: ['customer'],
    });
  }
}

async function peopleOfTwo(ctx: Context, chance: Chance, companies: LoadedCompany[]) {
  const { items } = await listContacts(ctx, { sort: 'createdAt', limit: '60' });
  for (const [place, { id }] of items.slice(0, PEOPLE_OF_TWO).entries()) {
    await linkContact(ctx, {
      id, companyId: chance.pick(companies).id, position: 'Консультант по оборудованию',
    });
    if (place % 3 > 0) continue;
    const { name, reaches, company } = await readContact(ctx, id);
    // The same person, written down by a colleague.
    const phones = reaches.filter(({ kind }) => kind === 'phone').map(({ value }) => value);
    await createContact(ctx, {
      name: name.split(' ').slice(0, 2).join(' '), phones, companyId: company?.id ?? null,
    });
  }
}

export async function detailCustomers(
  db: Db, company: DemoCompany, { companies }: LoadedCustomers, chance: Chance,
): Promise<void> {
  const manager = company.people.get('manager')!;
  const system = systemContext(db, 'ui');
  const ctx = { ...system, actor: { ...system.actor, employeeId: manager.id, name: manager.name } };
  const legal = companies.filter(isLegal);
  await addBranches(ctx, legal.slice(0, WITH_BRANCHES));
  await addAccounts(ctx, legal.slice(0, WITH_ACCOUNTS));
  await typeTwice(ctx, chance, legal.slice(WITH_BRANCHES, WITH_BRANCHES + TYPED_TWICE));
  await peopleOfTwo(ctx, chance, legal.slice(20, 60));
}
