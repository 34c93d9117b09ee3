import { Button, NativeSelect } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { FieldInfo, FilterOperator } from '#contract/listing';
import { ru } from '../../texts/ru.ts';
import { isChoice, operatorText } from './condition-text.ts';
import { ConditionValue } from './condition-value.tsx';
import type { Condition } from './conditions.ts';
import css from './condition-editor.module.css';

type ConditionFormProps = {
  field: FieldInfo;
  condition?: Condition;
  onApply: (condition: Condition) => void;
};

type Draft = Condition['value'] | undefined;

/** What people mean most often comes first. */
const PREFERRED: Record<string, FilterOperator> = {
  text: 'contains', money: 'gte', number: 'gte', percent: 'gte', date: 'gte', moment: 'gte',
  flag: 'eq', choice: 'in', reference: 'in',
};

/** Choices are chosen as sets, a flag is yes or no: their eq and ne would only repeat that. */
function operatorsOf(field: FieldInfo): string[] {
  if (isChoice(field)) return field.operators.filter((each) => !['eq', 'ne'].includes(each));
  if (field.type === 'flag') return field.operators.filter((each) => each === 'eq');
  return field.operators.filter((each) => !['in', 'nin'].includes(each));
}

function firstOperator(field: FieldInfo, condition?: Condition): FilterOperator {
  if (condition) {
    if (isChoice(field) && condition.operator === 'eq') return 'in';
    if (isChoice(field) && condition.operator === 'ne') return 'nin';
    return condition.operator;
  }
  const offered = operatorsOf(field);
  const preferred = PREFERRED[field.type] ?? 'eq';
  return offered.includes(preferred) ? preferred : offered[0] as FilterOperator;
}

function firstValue(field: FieldInfo, condition?: Condition): Draft {
  if (!condition) return field.type === 'flag' ? true : undefined;
  const { value } = condition;
  return isChoice(field) && !Array.isArray(value) && typeof value !== 'boolean' ? [value] : value;
}

function isComplete(operator: FilterOperator, value: Draft): value is Condition['value'] {
  if (value === undefined || value === '') return false;
  if (operator === 'between') {
    return Array.isArray(value) && value.length === 2 && value.every((each) => each !== null);
  }
  return !Array.isArray(value) || value.length > 0;
}

/** Operator and value of one field; Enter applies. */
export function ConditionForm({ field, condition, onApply }: ConditionFormProps) {
  const [operator, setOperator] = useState(() => firstOperator(field, condition));
  const [value, setValue] = useState<Draft>(() => firstValue(field, condition));
  const operators = operatorsOf(field);
  const kept = operator === 'empty' && typeof value !== 'boolean' ? true : value;

  function changeOperator(next: FilterOperator) {
    const sameShape = (next === 'between') === (operator === 'between')
      && (next === 'empty') === (operator === 'empty');
    setOperator(next);
    if (!sameShape) setValue(next === 'empty' ? true : undefined);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (isComplete(operator, kept)) onApply({ field: field.name, operator, value: kept });
  }

  return (
    <form className={css.form} onSubmit={onSubmit}>
      <h3 className={css.title}>{field.label}</h3>
      {operators.length > 1 ? (
        <NativeSelect
          aria-label={ru.filter.operator}
          value={operator}
          data={operators.map((each) => ({ value: each, label: operatorText(field, each) }))}
          onChange={(event) => changeOperator(event.currentTarget.value as FilterOperator)}
        />
      ) : null}
      <ConditionValue field={field} operator={operator} value={kept} onChange={setValue} />
      <div className={css.buttons}>
        <Button type="submit" disabled={!isComplete(operator, kept)}>{ru.common.apply}</Button>
      </div>
    </form>
  );
}
