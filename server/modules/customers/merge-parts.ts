// What belongs to a record inside of customers. It is copied to the record that stays: the one that
// goes keeps its own, so that an undo finds it untouched.
import type { MergeEntity } from '#contract/merges';
import { one, type Tx } from '#platform/database';
import { identityTable, type KnownIdentity, ownerColumn } from './merge-record.ts';

type Pair = { entity: MergeEntity; survivorId: number; loserId: number };
type Link = { contactId: number; companyId: number; position: string | null; isMain: boolean };

export type MovedParts = {
  identities: KnownIdentity[];
  /** Guids of the record that stays, as they were. */
  ownIdentities: KnownIdentity[];
  /** Copies: rows of the survivor that the merge has made. */
  reaches: number[];
  addresses: number[];
  bankAccounts: number[];
  links: Link[];
  /** Contacts whose first company was the loser, and their links to the survivor before. */
  firstOf: number[];
  linksBefore: Link[];
  /** The newest phone row of that moment: later ones came afterwards. */
  reachMark: number;
};

export async function moveIdentities(
  tx: Tx, { entity, survivorId, loserId }: Pair, mainSide: 'survivor' | 'loser' | null,
): Promise<void> {
  const column = ownerColumn(entity);
  await tx.query(`
    update ${identityTable(entity)} set ${column} = $1, keeps_said = true,
      is_main = is_main and ($3::text is null or (${column} = $1) = ($3 = 'survivor'))
    where ${column} in ($1, $2)`, [survivorId, loserId, mainSide]);
}

export async function copyParts(
  tx: Tx, pair: Pair,
): Promise<Omit<MovedParts, 'identities' | 'ownIdentities'>> {
  const { entity, survivorId, loserId } = pair;
  const column = ownerColumn(entity);
  const mark = await one<{ id: number | null }>(tx, 'select max(id) as id from customers.reach');
  const reaches = await tx.query<{ id: number }>(`
    insert into customers.reach (${column}, kind, value, extension, raw, type, is_valid)
    select $1, kind, value, extension, raw, type, is_valid from customers.reach
    where ${column} = $2 order by id
    on conflict on constraint reach_unique do nothing returning id`, [survivorId, loserId]);
  const links = entity === 'company' ? await copyPeople(tx, pair) : await copyCompanies(tx, pair);
  const none = { addresses: [], bankAccounts: [] };
  const parts = entity === 'company' ? await copyAddresses(tx, pair) : none;
  return {
    reaches: reaches.rows.map(({ id }) => id), reachMark: mark?.id ?? 0, ...links, ...parts,
  };
}

const idsOf = ({ rows }: { rows: { id: number }[] }) => rows.map(({ id }) => id);

async function copyAddresses(tx: Tx, { survivorId, loserId }: Pair) {
  const addresses = await tx.query<{ id: number }>(`
    insert into customers.address (company_id, kind, value)
    select $1, a.kind, a.value from customers.address a where a.company_id = $2
      and not exists (select from customers.address o
        where o.company_id = $1 and o.kind = a.kind and o.value = a.value)
    order by a.id returning id`, [survivorId, loserId]);
  const accounts = await tx.query<{ id: number }>(`
    insert into customers.bank_account (company_id, bank_name, bic, account, corr_account, is_main)
    select $1, b.bank_name, b.bic, b.account, b.corr_account,
      b.is_main and not exists (select from customers.bank_account o where o.company_id = $1)
    from customers.bank_account b where b.company_id = $2
      and not exists (select from customers.bank_account o
        where o.company_id = $1 and o.account = b.account and o.bic = b.bic)
    order by b.id returning id`, [survivorId, loserId]);
  return { addresses: idsOf(addresses), bankAccounts: idsOf(accounts) };
}

const LINK = `contact_id as "contactId", company_id as "companyId", position,
  is_main as "isMain"`;

/** People of the company that goes; a main one stays main where the other company has none. */
async function copyPeople(tx: Tx, { survivorId, loserId }: Pair) {
  const firstOf = await tx.query<{ id: number }>(
    'select id from customers.contact where company_id = $1 order by id for update', [loserId]);
  const before = await tx.query<Link>(`
    select ${LINK} from customers.contact_company
    where company_id = $1 and contact_id in (
      select contact_id from customers.contact_company where company_id = $2)`,
  [survivorId, loserId]);
  const copied = await tx.query<Link>(`
    insert into customers.contact_company (contact_id, company_id, position, is_main, created_at)
    select l.contact_id, $1, l.position, l.is_main and not exists (
      select from customers.contact_company o where o.company_id = $1 and o.is_main), l.created_at
    from customers.contact_company l where l.company_id = $2
    on conflict do nothing returning ${LINK}`, [survivorId, loserId]);
  await tx.query('update customers.contact set company_id = $1 where company_id = $2',
    [survivorId, loserId]);
  return { firstOf: idsOf(firstOf), linksBefore: before.rows, links: copied.rows };
}

/** Companies of the person that goes. Nobody else's first company changes by it. */
async function copyCompanies(tx: Tx, { survivorId, loserId }: Pair) {
  // «Основной» is one for a company: the copy takes it over, and gives it back.
  const copied = await tx.query<Link>(`
    insert into customers.contact_company (contact_id, company_id, position, created_at)
    select $1, l.company_id, coalesce(l.position, k.position), l.created_at
    from customers.contact_company l join customers.contact k on k.id = l.contact_id
    where l.contact_id = $2
    on conflict do nothing returning ${LINK}`, [survivorId, loserId]);
  const main = await tx.query<{ id: number }>(`
    update customers.contact_company set is_main = false
    where contact_id = $1 and is_main returning company_id as id`, [loserId]);
  await tx.query(`
    update customers.contact_company set is_main = true
    where contact_id = $1 and company_id = any($2::bigint[])`, [survivorId, idsOf(main)]);
  return { firstOf: idsOf(main), linksBefore: [], links: copied.rows };
}
