// A field of one's own edited where it stands on a card.
import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useState } from 'react';
import type { CustomField } from '#contract/custom-fields';
import { InlineReference } from '../form/inline-reference.tsx';
import { InlineText } from '../form/inline-text.tsx';
import { readRoubles } from '../form/read-roubles.ts';
import { ru } from '../texts/ru.ts';
import { formatNumber, formatSum } from '../ui/format.ts';
import { readNumber } from './custom-control.tsx';
import { CustomFile } from './custom-file.tsx';
import { CustomText, isNamed } from './custom-text.tsx';
import type { InlineProps } from './inline-props.ts';
import inline from '../form/inline.module.css';

/** Text, number and sum: typed, Enter saves. */
function Typed({ field, value, onSave }: InlineProps) {
  const known = value === null || value === undefined ? null : value;
  const isSum = field.kind === 'money';
  const read = isSum ? readRoubles : readNumber;
  const shown = known === null ? undefined : <CustomText field={field} value={known} />;
  if (field.kind === 'text') {
    return (
      <InlineText label={field.name} value={known as string | null} multiline maxLength={5000}
        onSave={onSave} />
    );
  }
  const text = known === null ? null : (isSum ? formatSum : formatNumber)(Number(known));
  return (
    <InlineText
      label={field.name}
      value={text}
      shown={shown}
      faultOf={(typed) => (read(typed) === null ? ru.filter.badNumber : null)}
      onSave={(typed) => onSave(typed ? read(typed) : null)}
    />
  );
}

/** A button that shows the value until it is clicked, then `children`. */
function Opened({ field, value, children }: {
  field: CustomField; value: unknown; children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) {
    return (
      <div
        className={inline.field}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        {children(() => setOpen(false))}
      </div>
    );
  }
  const isEmpty = value === null || value === undefined;
  return (
    <button
      type="button"
      className={inline.value}
      title={field.name}
      aria-label={isEmpty ? `${field.name}: ${ru.common.notSet}` : undefined}
      onClick={() => setOpen(true)}
    >
      {isEmpty ? <span className={inline.absent}>{ru.common.notSet}</span>
        : <CustomText field={field} value={value} />}
    </button>
  );
}

const offered = (field: CustomField, chosen: unknown) => field.options
  .filter((option) => !option.archived || option.code === chosen
    || (Array.isArray(chosen) && chosen.includes(option.code)))
  .map((option) => ({ value: option.code, label: option.name }));

function OneOfList({ field, value, onSave }: InlineProps) {
  return (
    <Opened field={field} value={value}>
      {(close) => (
        <Select
          aria-label={field.name}
          autoFocus
          defaultDropdownOpened
          clearable
          searchable
          data={offered(field, value)}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => {
            if (next !== (value ?? null)) onSave(next);
            close();
          }}
          onBlur={close}
        />
      )}
    </Opened>
  );
}

function ManyOfList({ field, value, onSave }: InlineProps) {
  const [draft, setDraft] = useState<string[] | null>(null);
  const known = Array.isArray(value) ? value as string[] : [];
  return (
    <Opened field={field} value={value}>
      {(close) => (
        <MultiSelect
          aria-label={field.name}
          autoFocus
          defaultDropdownOpened
          searchable
          data={offered(field, value)}
          value={draft ?? known}
          onChange={setDraft}
          onBlur={() => {
            if (draft && draft.join() !== known.join()) onSave(draft.length > 0 ? draft : null);
            setDraft(null);
            close();
          }}
        />
      )}
    </Opened>
  );
}

function Day({ field, value, onSave }: InlineProps) {
  const known = typeof value === 'string' ? value : '';
  return (
    <Opened field={field} value={value}>
      {(close) => {
        const finish = (text: string) => {
          if (text !== known) onSave(text || null);
          close();
        };
        return (
          <TextInput
            type="date"
            aria-label={field.name}
            autoFocus
            defaultValue={known}
            onBlur={(event) => finish(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish(event.currentTarget.value);
            }}
          />
        );
      }}
    </Opened>
  );
}

export function InlineCustom(props: InlineProps) {
  const { field, value, onSave } = props;
  switch (field.kind) {
    case 'text':
    case 'number':
    case 'money': return <Typed {...props} />;
    case 'date': return <Day {...props} />;
    case 'list': return <OneOfList {...props} />;
    case 'multiList': return <ManyOfList {...props} />;
    case 'flag': return (
      <Checkbox aria-label={field.name} checked={value === true}
        onChange={(event) => onSave(event.currentTarget.checked)} />
    );
    case 'file': return <CustomFile {...props} />;
    case 'employee':
    case 'company': return (
      <InlineReference
        label={field.name}
        source={field.kind === 'employee' ? 'employees' : 'companies'}
        value={isNamed(value) ? value : null}
        shown={<CustomText field={field} value={value} />}
        onSave={onSave}
      />
    );
  }
}
