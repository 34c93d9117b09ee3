import type { CustomEntity } from '#contract/custom-fields';
import { customName } from '#contract/custom-fields';
import type { CustomValues } from '#contract/primitives';
import { fieldError } from '../form/problem-fields.ts';
import { ruFields } from '../texts/ru-fields.ts';
import { CustomControl, sentValue } from './custom-control.tsx';
import { useCustomFields } from './use-custom-fields.ts';
import css from './custom.module.css';

/** The part of a new record's body: what was touched alone. */
export function customBody(values: CustomValues): { custom?: CustomValues } {
  const pairs = Object.entries(values).map(([code, value]) => [code, sentValue(value)] as const);
  return pairs.length === 0 ? {} : { custom: Object.fromEntries(pairs) };
}

/** Names that the form shows errors of itself. */
export const customNames = (values: CustomValues): string[] =>
  Object.keys(values).map(customName);

type CustomMoreProps = {
  entity: CustomEntity;
  values: CustomValues;
  onChange: (values: CustomValues) => void;
  error: unknown;
};

/** Fields of one's own in the form of a new record: out of the way until somebody wants them. */
export function CustomMore({ entity, values, onChange, error }: CustomMoreProps) {
  const fields = useCustomFields(entity).filter((field) => field.mayEdit && field.kind !== 'file');
  if (fields.length === 0) return null;
  const isWrong = fields.some((field) => fieldError(error, customName(field.code)));
  return (
    <details className={css.more} open={isWrong || undefined}>
      <summary>{ruFields.more}</summary>
      <div className={css.moreFields}>
        {fields.map((field) => (
          <CustomControl
            key={field.id}
            field={field}
            value={values[field.code] ?? null}
            error={fieldError(error, customName(field.code))}
            onChange={(value) => onChange({ ...values, [field.code]: value })}
          />
        ))}
      </div>
    </details>
  );
}
