import { CloseButton, Combobox, InputBase, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { ru } from '../texts/ru.ts';
import type { Choice } from './choice-sources.ts';
import { useChoices } from './use-choices.ts';
import { useChoiceKeys } from './use-choice-keys.ts';
import { useTypedChoice } from './use-typed-choice.ts';
import css from './reference-select.module.css';

export type ReferenceValue = { id: number; title: string };

/** The last choice of the list: to make what was typed. */
export type ReferenceMake = { label: (typed: string) => string; start: (typed: string) => void };

const MAKE = 'make';

type ReferenceSelectProps = {
  label?: string;
  'aria-label'?: string;
  /** Name of a choice source: 'employees', 'companies', 'departments' … */
  source: string;
  value: ReferenceValue | null;
  onChange: (value: ReferenceValue | null) => void;
  placeholder?: string;
  clearable?: boolean;
  required?: boolean;
  disabled?: boolean;
  error?: ReactNode;
  /** The first field of a dialog. */
  autoFocus?: boolean;
  make?: ReferenceMake | undefined;
};

function RightSection({ isBusy, onClear }: { isBusy: boolean; onClear?: () => void }) {
  if (isBusy) return <Loader size={14} />;
  if (!onClear) return <Combobox.Chevron />;
  return (
    <CloseButton
      size={20}
      aria-label={ru.common.clear}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClear}
    />
  );
}

type ChoicesProps = {
  name: string; choices: Choice[]; isLoading: boolean;
  /** Words of the choice that makes a new record. */
  made: string | undefined;
};

function Choices({ name, choices, isLoading, made }: ChoicesProps) {
  const isEmpty = choices.length === 0 && !isLoading;
  return (
    <Combobox.Dropdown role="region" aria-label={`${name}: ${ru.common.choices}`}>
      <Combobox.Options mah={280} className={css.options} aria-label={name}>
        {choices.map((choice) => (
          <Combobox.Option key={choice.value} value={String(choice.value)}>
            <span className={css.title}>{choice.title}</span>
            {choice.subtitle ? <small className={css.subtitle}>{choice.subtitle}</small> : null}
          </Combobox.Option>
        ))}
        {isEmpty ? <Combobox.Empty>{ru.common.nothing}</Combobox.Empty> : null}
        {made ? (
          <Combobox.Option value={MAKE} className={css.made}>{made}</Combobox.Option>
        ) : null}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}

/** What can be cleared: a chosen value of a field that may be empty and may be changed. */
function clearOf(props: ReferenceSelectProps): (() => void) | undefined {
  const { value, clearable = true, disabled, onChange } = props;
  return value && clearable && !disabled ? () => onChange(null) : undefined;
}

const madeOf = (make: ReferenceMake | undefined, typed: string) =>
  (make && typed ? make.label(typed) : undefined);

/** A reference found by typing: asks the server, keeps the focus in its field. */
export function ReferenceSelect(props: ReferenceSelectProps) {
  const { value, onChange } = props;
  const { combobox, typed, end, input } = useTypedChoice(value?.title);
  const isOpen = combobox.dropdownOpened;
  const name = props.label ?? props['aria-label'] ?? '';
  const { choices, isLoading, isSettled } = useChoices(props.source, typed, isOpen);
  const made = madeOf(props.make, typed.trim());

  const onClear = clearOf(props);

  function choose(id: string) {
    const choice = choices.find((each) => String(each.value) === id);
    if (id === MAKE) props.make?.start(typed.trim());
    else if (choice) onChange({ id: Number(choice.value), title: choice.title });
    end();
  }

  const { onKeyDown, onLeave } = useChoiceKeys({
    combobox, typed: typed.trim(), isSettled, choose, isMade: made !== undefined,
    values: [...choices.map(({ value: each }) => String(each)), ...(made ? [MAKE] : [])],
  });

  return (
    <Combobox store={combobox} onOptionSubmit={choose} transitionProps={{ duration: 80 }}>
      <Combobox.Target>
        <InputBase
          data-autofocus={props.autoFocus || undefined}
          label={props.label}
          aria-label={props['aria-label']}
          required={props.required}
          disabled={props.disabled}
          error={props.error}
          placeholder={props.placeholder ?? ru.common.typeToSearch}
          rightSection={<RightSection isBusy={isOpen && isLoading} onClear={onClear} />}
          rightSectionPointerEvents={onClear ? 'all' : 'none'}
          {...input}
          onKeyDown={onKeyDown}
          onBlur={() => {
            onLeave();
            end();
          }}
        />
      </Combobox.Target>
      <Choices
        name={name}
        choices={choices}
        isLoading={isLoading}
        made={made}
      />
    </Combobox>
  );
}
