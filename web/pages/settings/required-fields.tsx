import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { customCode, customFieldsAll, customName } from '#contract/custom-fields';
import type { CustomEntity, FieldDefinition } from '#contract/custom-fields';
import { routeQuery } from '../../api/query.ts';
import { ruStageRules } from '../../texts/ru-stage-rules.ts';
import css from './settings.module.css';

const { editor: texts } = ruStageRules;
const NO_FIELDS: FieldDefinition[] = [];

type RequiredFieldsProps = {
  entity: CustomEntity;
  /** Names and what people call them. */
  builtIn: Readonly<Record<string, string>>;
  value: string[];
  disabled: boolean;
  onChange: (names: string[]) => void;
};

/** A field that was archived since stays in the list: it can be taken off, not chosen anew. */
function choicesOf(fields: FieldDefinition[], { entity, builtIn, value }: RequiredFieldsProps) {
  const own = fields.filter((field) => field.entity === entity && field.archivedAt === null)
    .map(({ code, name }) => ({ value: customName(code), label: name }));
  const known = new Set([...Object.keys(builtIn), ...own.map((choice) => choice.value)]);
  const gone = value.filter((name) => !known.has(name)).map((name) => ({
    value: name,
    label: texts.gone(fields.find(({ code }) => code === customCode(name))?.name ?? name),
  }));
  return [
    {
      group: texts.builtIn,
      items: Object.entries(builtIn).map(([name, label]) => ({ value: name, label })),
    },
    { group: texts.own, items: [...own, ...gone] },
  ].filter(({ items }) => items.length > 0);
}

/** Fields, own ones too, that must be filled before a record enters a stage. */
export function RequiredFields(props: RequiredFieldsProps) {
  const { data = NO_FIELDS } = useQuery(routeQuery(customFieldsAll, {}));
  return (
    <MultiSelect
      className={css.wide}
      label={texts.required}
      description={texts.requiredHint[props.entity]}
      placeholder={props.value.length === 0 ? texts.nothing : undefined}
      searchable
      clearable
      disabled={props.disabled}
      data={choicesOf(data, props)}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
