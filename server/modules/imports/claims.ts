// By what rows of a file are told apart: who has taken a key is read once for a batch and written
// once after it; a question for each row took a tenth of a trial.
import { one, type Tx } from '#platform/database';
import { rowProblem } from './problems.ts';

type Place = { position: number; line: number };

export type Claims = {
  /** Throws where another row of the file has one of these keys. */
  refuseTaken: (keys: readonly string[], place: Place) => void;
  take: (keys: readonly string[], place: Place) => void;
  /** Writes what was taken. */
  store: () => Promise<void>;
};

/** `keys` are all that rows of this batch may ask about. */
export async function readClaims(
  tx: Tx, importId: number, keys: readonly string[],
): Promise<Claims> {
  const { rows } = await tx.query<Place & { key: string }>({
    name: 'import-keys-claimed',
    text: `select k.key, k.position, r.line from imports.row_key k
        join imports.import_row r on r.import_id = k.import_id and r.position = k.position
      where k.import_id = $1 and k.key = any($2::text[])`,
    values: [importId, keys],
  });
  const taken = new Map(rows.map(({ key, ...place }) => [key, place]));
  const fresh: { key: string; position: number }[] = [];
  return {
    refuseTaken: (asked, { position }) => {
      const lines = asked.flatMap((key) => taken.get(key) ?? [])
        .filter((place) => place.position !== position).map(({ line }) => line);
      if (lines.length === 0) return;
      throw rowProblem(
        `Та же запись уже в строке ${Math.min(...lines)} этого файла: ключ повторяется.`);
    },
    take: (asked, place) => {
      for (const key of asked) {
        if (taken.has(key)) continue;
        taken.set(key, place);
        fresh.push({ key, position: place.position });
      }
    },
    store: async () => {
      if (fresh.length === 0) return;
      await one(tx, {
        name: 'import-keys-claim',
        text: `insert into imports.row_key (import_id, key, position)
          select $1, k.key, k.position from jsonb_to_recordset($2::jsonb)
            as k (key text, position int)
          on conflict do nothing`,
        values: [importId, JSON.stringify(fresh)],
      });
    },
  };
}
