import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldInfo, FilterOperator, FilterValue } from '#contract/listing';
import { MoneyInput } from '../../form/money-input.tsx';
import { useChoices } from '../../form/use-choices.ts';
import { ru } from '../../texts/ru.ts';
import { Segments } from '../segments.tsx';
import { isChoice } from './condition-text.ts';
import css from './condition-editor.module.css';

type Value = FilterValue | FilterValue[] | undefined;

type ConditionValueProps = {
  field: FieldInfo;
  operator: FilterOperator;
  value: Value;
  onChange: (value: Value) => void;
};

type OneProps = {
  field: FieldInfo; label: string; value: FilterValue | undefined;
  onChange: (value: FilterValue | undefined) => void;
  autoFocus?: boolean;
};

const EXACT = 'exact';

function YesNo({ yes, no, value, onChange }: {
  yes: string; no: string; value: boolean; onChange: (value: boolean) => void;
}) {
  return (
    <Segments
      label={ru.filter.value}
      value={value ? 'yes' : 'no'}
      items={[{ value: 'yes', label: yes }, { value: 'no', label: no }]}
      onChange={(next) => onChange(next === 'yes')}
    />
  );
}

/** A day: a word relative to today, or the day itself. */
function DayValue({ label, value, onChange }: OneProps) {
  const text = value === undefined || value === null ? '' : String(value);
  const isPeriod = text in ru.filter.periods;
  return (
    <div>
      <NativeSelect
        label={label}
        value={isPeriod ? text : EXACT}
        data={[
          { value: EXACT, label: ru.filter.exactDay },
          ...Object.entries(ru.filter.periods)
            .map(([name, title]) => ({ value: name, label: title })),
        ]}
        onChange={(event) => {
          const next = event.currentTarget.value;
          onChange(next === EXACT ? undefined : next);
        }}
      />
      {isPeriod ? null : (
        <TextInput
          mt={4}
          type="date"
          aria-label={`${label}: ${ru.filter.exactDay}`}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )}
    </div>
  );
}

function NumberValue({ label, value, onChange, autoFocus }: OneProps) {
  const [text, setText] = useState(value === undefined || value === null ? '' : String(value));
  const read = (typed: string) => Number(typed.replace(/\s/g, '').replace(',', '.'));
  const isWrong = text.trim() !== '' && !Number.isFinite(read(text));
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoFocus={autoFocus}
      value={text}
      error={isWrong ? ru.filter.badNumber : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        onChange(typed.trim() !== '' && Number.isFinite(read(typed)) ? read(typed) : undefined);
      }}
    />
  );
}

function OneValue(props: OneProps) {
  const { field, label, value, onChange, autoFocus } = props;
  if (field.type === 'money') {
    const kopecks = typeof value === 'number' ? value : null;
    return (
      <MoneyInput
        label={label}
        autoFocus={autoFocus}
        value={kopecks}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  }
  if (field.type === 'date' || field.type === 'moment') return <DayValue {...props} />;
  if (field.type === 'number' || field.type === 'percent') return <NumberValue {...props} />;
  return (
    <TextInput
      label={label}
      autoFocus={autoFocus}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Several values of a choice or a reference, found by typing. */
function ManyChoices({ field, value, onChange }: ConditionValueProps) {
  const [typed, setTyped] = useState('');
  const { choices, isLoading } = useChoices(field.source, typed);
  const chosen = Array.isArray(value) ? value : [];
  return (
    <>
      <TextInput
        autoFocus
        aria-label={ru.common.typeToSearch}
        placeholder={ru.common.typeToSearch}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={css.choices}>
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            className={css.choice}
            label={choice.title}
            description={choice.subtitle || undefined}
            checked={chosen.includes(choice.value)}
            onChange={(event) => onChange(event.currentTarget.checked
              ? [...chosen, choice.value]
              : chosen.filter((each) => each !== choice.value))}
          />
        ))}
        {choices.length > 0 || isLoading
          ? null : <p className={css.none}>{ru.common.nothing}</p>}
      </div>
    </>
  );
}

/** The value part of a condition, by the type of its field. */
export function ConditionValue(props: ConditionValueProps) {
  const { field, operator, value, onChange } = props;
  if (operator === 'empty') {
    const words = { yes: ru.filter.empty, no: ru.filter.filled };
    return <YesNo {...words} value={value !== false} onChange={onChange} />;
  }
  if (field.type === 'flag') {
    const words = { yes: ru.common.yes, no: ru.common.no };
    return <YesNo {...words} value={value !== false} onChange={onChange} />;
  }
  if (isChoice(field)) return <ManyChoices {...props} />;
  if (operator !== 'between') {
    const one = Array.isArray(value) ? value[0] : value;
    return (
      <OneValue field={field} label={ru.filter.value} value={one} onChange={onChange} autoFocus />
    );
  }
  const [from, to] = Array.isArray(value) ? value : [];
  const pair = (a: FilterValue | undefined, b: FilterValue | undefined) =>
    onChange([a ?? null, b ?? null]);
  return (
    <div className={css.pair}>
      <OneValue
        field={field}
        label={ru.filter.from}
        value={from}
        onChange={(next) => pair(next, to)}
        autoFocus
      />
      <OneValue
        field={field}
        label={ru.filter.to}
        value={to}
        onChange={(next) => pair(from, next)}
      />
    </div>
  );
}
