// Addresses and bank accounts of a company are short lists that are replaced whole: what a person
// saw and changed is what is stored, and history tells the list before and after.
import { bankAccountFaults } from '#contract/bank';
import type { BankAccount, CompanyAddress } from '#contract/company-parts';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { refuse } from '#platform/refuse';
import { touchOwner } from './add-reach.ts';
import { lockCompany } from './company-record.ts';

type Replace<Item> = { id: number; version: number; items: Item[] };

type Part<Item> = {
  field: 'addresses' | 'bankAccounts';
  read: (tx: Tx, id: number) => Promise<Item[]>;
  write: (tx: Tx, id: number, items: Item[]) => Promise<void>;
  /** One line of the list as history shows it. */
  say: (item: Item) => string;
};

async function replacePart<Item>(
  ctx: Context, { id, version, items }: Replace<Item>, part: Part<Item>,
): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const company = await lockCompany(tx, ctx, id);
    const old = (await part.read(tx, id)).map(part.say);
    const next = items.map(part.say);
    if (old.join('\n') === next.join('\n')) return { version: company.version };
    await refuseLostUpdate(tx, {
      entity: 'company', record: company, seen: version, fields: [part.field],
    });
    await part.write(tx, id, items);
    await writeEvents(tx, ctx, [{
      kind: 'company.edited', entity: 'company', entityId: id,
      data: { version: company.version + 1, changes: { [part.field]: { old, new: next } } },
    }]);
    return { version: await touchOwner(tx, ctx, { entity: 'company', id }) };
  });
}

const ADDRESSES: Part<CompanyAddress> = {
  field: 'addresses',
  say: ({ value }) => value,
  read: async (tx, id) => (await tx.query<CompanyAddress>(
    'select kind, value from customers.address where company_id = $1 order by id', [id])).rows,
  write: async (tx, id, items) => {
    await tx.query('delete from customers.address where company_id = $1', [id]);
    await tx.query(`
      insert into customers.address (company_id, kind, value)
      select $1, a.kind, a.value
      from jsonb_to_recordset($2::jsonb) as a (kind text, value text)`,
    [id, JSON.stringify(items)]);
  },
};

export async function replaceAddresses(
  ctx: Context, input: Replace<CompanyAddress>,
): Promise<{ version: number }> {
  const items = input.items.map(({ kind, value }) => ({ kind, value: value.trim() }));
  refuseFaulty(items.flatMap(({ value }, place) =>
    (value === '' ? [{ field: `items[${place}].value`, reason: 'Адрес не заполнен.' }] : [])));
  return replacePart(ctx, { ...input, items }, ADDRESSES);
}

const ACCOUNTS: Part<BankAccount> = {
  field: 'bankAccounts',
  say: ({ account, bankName, bic, isMain }) =>
    `${account}, ${bankName}, БИК ${bic}${isMain ? ', основной' : ''}`,
  read: async (tx, id) => (await tx.query<BankAccount>(`
    select bank_name as "bankName", bic, account, corr_account as "corrAccount",
      is_main as "isMain"
    from customers.bank_account where company_id = $1 order by id`, [id])).rows,
  write: async (tx, id, items) => {
    await tx.query('delete from customers.bank_account where company_id = $1', [id]);
    await tx.query(`
      insert into customers.bank_account
        (company_id, bank_name, bic, account, corr_account, is_main)
      select $1, b."bankName", b.bic, b.account, b."corrAccount", b."isMain"
      from jsonb_to_recordset($2::jsonb) as b ("bankName" text, bic text, account text,
        "corrAccount" text, "isMain" boolean)`,
    [id, JSON.stringify(items)]);
  },
};

export async function replaceBankAccounts(
  ctx: Context, input: Replace<BankAccount>,
): Promise<{ version: number }> {
  const items = cleanBankAccounts(input.items);
  return replacePart(ctx, { ...input, items }, ACCOUNTS);
}

/** Blanks inside numbers are how banks print them; the first account is the main one by default. */
export function cleanBankAccounts(
  items: readonly BankAccount[], list = 'items',
): BankAccount[] {
  const main = Math.max(0, items.findIndex(({ isMain }) => isMain));
  const clean = items.map((item, place) => ({
    bankName: item.bankName.trim(), bic: digits(item.bic), account: digits(item.account),
    corrAccount: item.corrAccount ? digits(item.corrAccount) || null : null,
    isMain: place === main,
  }));
  refuseFaulty(clean.flatMap((item, place) => [
    ...(item.bankName ? [] : [{ field: `${list}[${place}].bankName`, reason: 'Назовите банк.' }]),
    ...bankAccountFaults(item)
      .map(({ field, reason }) => ({ field: `${list}[${place}].${field}`, reason })),
  ]));
  return clean;
}

const digits = (text: string) => text.replace(/\s/g, '');

function refuseFaulty(faults: { field: string; reason: string }[]): void {
  const [first] = faults;
  if (first) throw refuse('field.invalid', first.reason, faults);
}
