// БИК and account numbers: their form and the key that ties an account to its bank.

const WEIGHTS = [7, 1, 3] as const;

const keyFits = (digits: string): boolean =>
  [...digits].reduce((sum, digit, place) =>
    sum + (Number(digit) * WEIGHTS[place % 3]!) % 10, 0) % 10 === 0;

/** A settlement centre of the Bank of Russia has no number of its own to key accounts with. */
const CENTRES = new Set(['000', '001', '002']);

const centreKey = (bic: string) => `0${bic.slice(4, 6)}`;
const bankKey = (bic: string) => (CENTRES.has(bic.slice(6)) ? centreKey(bic) : bic.slice(6));

export function bicFault(bic: string): string | null {
  return /^\d{9}$/.test(bic) && !/^0+$/.test(bic) ? null : 'В БИК 9 цифр.';
}

/** Why the account cannot be one of this bank, in Russian; null when it can. */
export function accountFault(account: string, bic: string): string | null {
  if (!/^\d{20}$/.test(account)) return 'В номере счёта 20 цифр.';
  if (bicFault(bic) !== null || keyFits(bankKey(bic) + account)) return null;
  return 'Счёт не подходит к БИК: контрольный ключ не сходится.';
}

/** The same for the account of the bank itself, which begins with 301. */
export function corrAccountFault(account: string, bic: string): string | null {
  if (!/^\d{20}$/.test(account)) return 'В номере корреспондентского счёта 20 цифр.';
  if (!account.startsWith('301')) return 'Корреспондентский счёт начинается с 301.';
  if (bicFault(bic) !== null || keyFits(centreKey(bic) + account)) return null;
  return 'Корреспондентский счёт не подходит к БИК: контрольный ключ не сходится.';
}

type Typed = { bic: string; account: string; corrAccount: string | null };

export function bankAccountFaults(
  { bic, account, corrAccount }: Typed,
): { field: keyof Typed; reason: string }[] {
  const faults: [keyof Typed, string | null][] = [
    ['bic', bicFault(bic)],
    ['account', accountFault(account, bic)],
    ['corrAccount', corrAccount === null ? null : corrAccountFault(corrAccount, bic)],
  ];
  return faults.flatMap(([field, reason]) => (reason === null ? [] : [{ field, reason }]));
}
