import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { keyBaseChange, keyBases } from '#contract/keys';
import type { ApiKey } from '#contract/keys';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import css from './settings.module.css';

const { access: texts } = ruSettings;
const OPEN = '*';

/** Bases that have introduced themselves; blank is the first one that will. */
export function BaseSelect({ label, value, onChange }: {
  label: string; value: string; onChange: (ib: string) => void;
}) {
  const { data: known = [] } = useQuery(routeQuery(keyBases, {}));
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      data={[
        ...(value === OPEN ? [{ value: OPEN, label: texts.anyBase }] : []),
        { value: '', label: texts.firstBase },
        ...known.map((ib) => ({ value: ib, label: ib })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The base that a key serves, and another in its place. */
export function KeyBase({ apiKey: { id, name, revokedAt }, base: { state, ib }, onChange }: {
  apiKey: ApiKey; base: NonNullable<ApiKey['base']>; onChange: (act: Promise<unknown>) => void;
}) {
  if (revokedAt) return <span className={css.hint}>{ib}</span>;
  return (
    <BaseSelect
      label={texts.baseOf(name)}
      value={state === 'open' ? OPEN : ib ?? ''}
      onChange={(next) => onChange(call(keyBaseChange, {
        params: { id }, body: { ib: next || null },
      }))}
    />
  );
}
