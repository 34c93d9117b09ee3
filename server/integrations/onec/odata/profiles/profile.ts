// What a profile is: where a configuration of 1C keeps what the exchange wants. Profiles are data;
// names in lists are alternatives of releases, the first one that is filled counts.
import type { OnecType } from '#contract/onec-rows';

export type Names = readonly string[];

/** Values of the customers' own business; other operations of the same document are not ours. */
export type Operations = { property: string; values: Names };

export type Part = {
  /** Table parts whose rows are lines, all of them. */
  names: Names;
  fields: Readonly<Record<string, Names>>;
};

export type ObjectSource = {
  /** Number in onec.odata_object: stable, and the same for like sources of all profiles. */
  code: number;
  set: string;
  type: OnecType;
  /** Russian, for the screen. */
  title: string;
  kind?: string;
  direction?: 'in' | 'out';
  /** Without it a base is not worth connecting. */
  required?: true;
  operations?: Operations;
  fields: Readonly<Record<string, Names>>;
  lines?: Part;
  stages?: Part;
};

export type NameRole =
  | 'organization' | 'currency' | 'vat' | 'unit' | 'product' | 'characteristic' | 'employee'
  | 'settlement'
  /** A counterparty by its partner: УТ 11 hangs contacts on partners. */
  | 'partner'
  /** The register of telephones and e-mails, where the books themselves have none. */
  | 'reaches';

export type NameSource = {
  set: string; select: Names;
  /** Property that holds the guid they are asked by, when it is not their own. */
  by?: string;
};

export type ProfileCode = 'ut11' | 'ut103' | 'unf';

export type Profile = {
  code: ProfileCode;
  /** Russian: what its names were compared with, said to whoever connects such a base. */
  checked: string;
  /** By sets that only a certain one has; the last line is the rest. */
  titles: readonly { title: string; having?: string }[];
  /** All of these must be published for the profile to be the one. */
  marks: Names;
  /** One of these as well, when there are any: tells УНФ from УТ 10.3. */
  anyOf: Names;
  sources: readonly ObjectSource[];
  names: Readonly<Partial<Record<NameRole, NameSource>>>;
  /** Payment stage of 1C → of the wire. */
  variants: Readonly<Record<string, string>>;
};

/** Codes of sources, in the order in which they are polled: money first. */
export const CODES = {
  bankIn: 10, cashIn: 11, cardIn: 12, bankOut: 13, cashOut: 14, offset: 15,
  shipment: 20, returned: 21, correction: 22, order: 1, invoice: 2,
  company: 30, contact: 33, employee: 31, product: 32,
} as const;

/** Under it stands a refusal of the register of telephones, which is no source of objects. */
export const REACHES_CODE = 40;

export const POLL_ORDER: readonly number[] = Object.values(CODES);

export const DESCRIPTION: Names = ['Description'];
