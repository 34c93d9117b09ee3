// Text after `from` with only those joins that a statement needs.

export type From = {
  from: string;
  joins?: Readonly<Record<string, string>>;
};

const ALIASES = /\b\w+(?=\.)/g;

/** The from-clause for a statement that contains these texts. */
export function fromClause(source: From, ...texts: string[]): string {
  const named = new Set(texts.flatMap((text) => text.match(ALIASES) ?? []));
  const joins = Object.entries(source.joins ?? {}).filter(([alias]) => named.has(alias));
  return [source.from, ...joins.map(([, join]) => join)].join(' ');
}
