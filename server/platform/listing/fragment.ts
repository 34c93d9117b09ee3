// Pieces of SQL that know their own parameters and can be put together.

/** A piece of SQL whose parameters are numbered from $1 in its own `values`. */
export type Fragment = { sql: string; values: unknown[] };

/** The same piece after `offset` parameters that stand before it in the statement. */
export function shiftParameters(sql: string, offset: number): string {
  if (offset === 0) return sql;
  return sql.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + offset}`);
}

/** Joins conditions by `and`, renumbering parameters; nothing to join is `true`. */
export function allOf(parts: readonly Fragment[]): Fragment {
  const values: unknown[] = [];
  const texts: string[] = [];
  for (const part of parts) {
    if (part.sql === '' || part.sql === 'true') continue;
    texts.push(`(${shiftParameters(part.sql, values.length)})`);
    values.push(...part.values);
  }
  return { sql: texts.length === 0 ? 'true' : texts.join(' and '), values };
}

/** Joins conditions by `or`, renumbering parameters; nothing to join is `false`. */
export function anyOf(parts: readonly Fragment[]): Fragment {
  const values: unknown[] = [];
  const texts = parts.map((part) => {
    const sql = shiftParameters(part.sql, values.length);
    values.push(...part.values);
    return `(${sql})`;
  });
  return { sql: texts.join(' or ') || 'false', values };
}

/** All rows of statements of one shape; each may have an order and a limit of its own. */
export function unionOf(statements: readonly Fragment[]): Fragment {
  const values: unknown[] = [];
  const texts = statements.map((statement) => {
    const sql = shiftParameters(statement.sql, values.length);
    values.push(...statement.values);
    return `(${sql})`;
  });
  return { sql: texts.join(' union all '), values };
}
