// Fields that a stage asks for: of one record that a person moves, of many that mass work moves.
import { Textarea } from '@mantine/core';
import { customCode } from '#contract/custom-fields';
import type { CustomEntity } from '#contract/custom-fields';
import { REQUIRABLE_DEAL_FIELDS, REQUIRABLE_LEAD_FIELDS } from '#contract/stage-rules';
import { CustomControl, sentValue } from '../custom/custom-control.tsx';
import { useCustomFields } from '../custom/use-custom-fields.ts';
import { MoneyInput } from '../form/money-input.tsx';
import { ReferenceSelect } from '../form/reference-select.tsx';

export type Values = Record<string, unknown>;
type FieldProps = {
  name: string; label: string; values: Values; set: (name: string, value: unknown) => void;
  error?: string;
};

const SOURCES: Readonly<Record<string, string>> = {
  companyId: 'companies', contactId: 'contacts', responsibleId: 'employees', sourceId: 'sources',
  topicId: 'leadTopics',
};

function FixedField({ name, label, values, set, error }: FieldProps) {
  const source = SOURCES[name];
  if (source) {
    const value = values[name] as { id: number; title: string } | undefined;
    return (
      <ReferenceSelect label={label} source={source} value={value ?? null} error={error}
        onChange={(next) => set(name, next)} />
    );
  }
  if (name === 'estimateKopecks') {
    return (
      <MoneyInput label={label} value={(values[name] as number | undefined) ?? null} error={error}
        onChange={(next) => set(name, next)} />
    );
  }
  return (
    <Textarea label={label} autosize minRows={1} error={error}
      value={(values[name] as string | undefined) ?? ''}
      onChange={(event) => set(name, event.currentTarget.value)} />
  );
}

/** What was typed, in the shape of the record's edit; what was left alone is not among it. */
export function neededBody(names: string[], values: Values): Values {
  const fixed: Values = {};
  const custom: Values = {};
  for (const name of names) {
    const value = values[name];
    const code = customCode(name);
    if (value === undefined) continue;
    if (code !== null) custom[code] = sentValue(value);
    else fixed[name] = name in SOURCES ? (value as { id: number } | null)?.id ?? null : value;
  }
  return { ...fixed, ...(Object.keys(custom).length > 0 ? { custom } : {}) };
}

const LABELS: Partial<Record<CustomEntity, Readonly<Record<string, string>>>> = {
  deal: REQUIRABLE_DEAL_FIELDS, lead: REQUIRABLE_LEAD_FIELDS,
};

type NeededFieldsProps = {
  entity: 'deal' | 'lead';
  fields: readonly string[];
  values: Values;
  set: (name: string, value: unknown) => void;
  errorOf: (name: string) => string | undefined;
};

export function NeededFields({ entity, fields, values, set, errorOf }: NeededFieldsProps) {
  const custom = useCustomFields(entity);
  return fields.map((name, index) => {
    const field = custom.find(({ code }) => code === customCode(name));
    return field ? (
      <CustomControl key={name} field={field} value={values[name] ?? null} error={errorOf(name)}
        isFirst={index === 0}
        onChange={(value) => set(name, value)} />
    ) : (
      <FixedField key={name} name={name} label={LABELS[entity]?.[name] ?? name} values={values}
        set={set} error={errorOf(name)} />
    );
  });
}
