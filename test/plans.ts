// What statements a read runs, and how PostgreSQL means to run them.
import type { Context } from '#platform/context';
import type { Db, NamedQuery } from '#platform/database';

export type Statement = { text: string; values: unknown[] };

/** A context that writes down every statement it runs. */
export function recording(of: Context): { ctx: Context; statements: Statement[] } {
  const statements: Statement[] = [];
  const { db } = of;
  const query = (asked: string | NamedQuery, values?: unknown[]) => {
    const statement = typeof asked === 'string'
      ? { text: asked, values: values ?? [] }
      : { text: asked.text, values: asked.values ?? [] };
    // What the planner is asked alone reads nothing.
    if (!statement.text.startsWith('explain ')) statements.push(statement);
    return db.query(asked, values);
  };
  return { ctx: { ...of, db: { ...db, query } as Db }, statements };
}

export async function planOf(db: Db, { text, values }: Statement): Promise<string> {
  const { rows } = await db.query<Record<string, string>>(`explain ${text}`, values);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
