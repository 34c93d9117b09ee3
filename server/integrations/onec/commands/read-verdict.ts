// One result of an acknowledgement, read by hand: whatever is wrong with it is said of it alone.
import type { Verdict } from '#modules/commands';

export type ReadVerdict =
  | { ok: true; verdict: Verdict }
  | { ok: false; id: string; text: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TEXT_MAX = 2000;
const CODE_MAX = 200;
const ID_SHOWN_MAX = 100;

const isText = (value: unknown): value is string => typeof value === 'string';

/** Longer words are cut, and what PostgreSQL cannot keep in a text is left out. */
function clean(value: unknown, max: number): string | null {
  if (!isText(value)) return null;
  return value.replaceAll('\0', '').toWellFormed().trim().slice(0, max) || null;
}

export function readVerdict(value: unknown): ReadVerdict {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as
    Record<string, unknown>;
  const { id, status } = fields;
  if (!isText(id) || !UUID.test(id)) {
    const shown = clean(id, ID_SHOWN_MAX) ?? '';
    return { ok: false, id: shown, text: 'id: нужен id команды, как он пришёл' };
  }
  if (status !== 'done' && status !== 'refused') {
    return { ok: false, id, text: 'status: done или refused' };
  }
  return {
    ok: true,
    verdict: {
      id: id.toLowerCase(), status, code: clean(fields['code'], CODE_MAX),
      text: clean(fields['text'], TEXT_MAX),
    },
  };
}
