import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { keyBaseChange, keyBases } from '#contract/keys';
import type { ApiKey } from '#contract/keys';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import css from './settings.module.css';

const { access: texts } = ruSettings;

/** Bases that have introduced themselves; blank is any. */
export function BaseSelect({ label, value, onChange }: {
  label: string; value: string; onChange: (ib: string) => void;
}) {
  const { data: known = [] } = useQuery(routeQuery(keyBases, {}));
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      data={[
        { value: '', label: texts.anyBase },
        ...known.map((ib) => ({ value: ib, label: ib })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The base that a key serves, and another in its place. */
export function KeyBase({ apiKey: { id, name, base, revokedAt }, onChange }: {
  apiKey: ApiKey; onChange: (act: Promise<unknown>) => void;
}) {
  if (revokedAt) return <span className={css.hint}>{base}</span>;
  return (
    <BaseSelect
      label={texts.baseOf(name)}
      value={base ?? ''}
      onChange={(next) => onChange(call(keyBaseChange, {
        params: { id }, body: { ib: next || null },
      }))}
    />
  );
}
