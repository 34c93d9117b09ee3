// Telephones and e-mails of УТ 10.3 lie in an information register and not in the books themselves.
// Its rows join the objects as they are read, and their digest joins the version of an object: a
// telephone that was changed alone moves no DataVersion of 1C.
import { createHash } from 'node:crypto';
import { OdataProblem } from './problem.ts';
import type { NameSource, ObjectSource } from './profiles/profile.ts';
import { readByKeys, type ListedObject, type Reader } from './read-objects.ts';
import { readAll } from './read-register.ts';
import { CONTACT_PART } from './profiles/shared-names.ts';
import { guidOf, textOf, type Entity } from './values.ts';

const [PART = ''] = CONTACT_PART.names;
const OF: ReadonlySet<string> = new Set(['company', 'contact', 'employee']);

export type Reaches = {
  /** Objects that were read, with their rows. */
  attach: (source: ObjectSource, entities: Entity[]) => Promise<Entity[]>;
  /** Gives every object of a list the version that it would have with its rows. */
  mark: (source: ObjectSource, listed: ReadonlyMap<string, ListedObject>) => Promise<void>;
  /** With these words 1C has refused the register: its owners come without telephones. */
  refused: () => string | null;
};

/** A walk lists a book and reads what differs: both by what the register said a moment ago. */
const KEPT_MS = 15 * 60_000;
/** 60 MB; the register of a larger base is asked object by object. */
const KEPT_ROWS_MAX = 400_000;

type Kept = { atMs: number; rows: Map<string, Entity[]> };

export function openReaches(register: NameSource, reader: Reader, nowMs: () => number): Reaches {
  let kept: Kept | null = null;
  let refusal: string | null = null;
  const orNone = async (read: () => Promise<Map<string, Entity[]>>) => {
    if (refusal !== null) return new Map<string, Entity[]>();
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof OdataProblem) || error.kind !== 'refused') throw error;
      refusal = error.message;
      return new Map<string, Entity[]>();
    }
  };
  const all = async (): Promise<Map<string, Entity[]>> => {
    if (kept && nowMs() - kept.atMs < KEPT_MS) return kept.rows;
    const rows = new Map<string, Entity[]>();
    let count = 0;
    for await (const row of readAll(reader, register)) {
      add(rows, row);
      count += 1;
    }
    kept = count <= KEPT_ROWS_MAX ? { atMs: nowMs(), rows } : null;
    return rows;
  };
  const rowsOf = async (source: ObjectSource, uids: string[]): Promise<Map<string, Entity[]>> => {
    if (kept && nowMs() - kept.atMs < KEPT_MS) return kept.rows;
    const rows = new Map<string, Entity[]>();
    const wish = { select: register.select, by: 'Объект', castTo: source.set };
    for await (const row of readByKeys(reader, register.set, uids, wish)) add(rows, row);
    return rows;
  };
  return {
    refused: () => refusal,
    attach: async (source, entities) => {
      if (!OF.has(source.type)) return entities;
      const uids = entities.flatMap((entity) => guidOf(entity['Ref_Key']) ?? []);
      const rows = await orNone(() => rowsOf(source, uids));
      return entities.map((entity) => {
        const own = rows.get(guidOf(entity['Ref_Key']) ?? '') ?? [];
        const version = textOf(entity['DataVersion']) ?? '';
        return { ...entity, [PART]: own, DataVersion: versionOf(version, own) };
      });
    },
    mark: async (source, listed) => {
      if (!OF.has(source.type)) return;
      const rows = await orNone(all);
      for (const one of listed.values()) {
        one.dataVersion = versionOf(one.dataVersion, rows.get(one.uid) ?? []);
      }
    },
  };
}

function add(rows: Map<string, Entity[]>, row: Entity): void {
  const uid = guidOf(row['Объект']);
  if (!uid) return;
  const own = rows.get(uid);
  if (own) own.push(row);
  else rows.set(uid, [row]);
}

const DIGEST_CHARS = 16;

function versionOf(dataVersion: string, rows: Entity[]): string {
  if (rows.length === 0) return dataVersion;
  const words = rows.map((row) => `${textOf(row['Тип'])}: ${textOf(row['Представление'])}`).sort();
  const digest = createHash('sha256').update(words.join('\n')).digest('hex');
  return `${dataVersion} ${digest.slice(0, DIGEST_CHARS)}`;
}
