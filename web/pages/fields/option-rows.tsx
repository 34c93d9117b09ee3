import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ClipboardEvent } from 'react';
import { OPTION_COLOURS } from '#contract/custom-fields';
import type { FieldEdit } from '#contract/custom-fields';
import { ruFields } from '../../texts/ru-fields.ts';
import { IconArrowBackUp, IconPlus, IconTrash } from '../../ui/icons.ts';
import { SortableList } from '../../ui/sortable-list.tsx';
import { StageDot } from '../../ui/stage-dot.tsx';
import css from './fields.module.css';

export type OptionDraft = NonNullable<FieldEdit['options']>[number];

type OptionRowsProps = {
  options: OptionDraft[]; error?: string; onChange: (options: OptionDraft[]) => void;
};
type Placed = { id: number; option: OptionDraft };

const colours = OPTION_COLOURS.map((value) =>
  ({ value, label: ruFields.colours[value] ?? value }));

const newOption = (at: number, name = ''): OptionDraft =>
  ({ name, colour: OPTION_COLOURS[at % OPTION_COLOURS.length] });

type RowProps = {
  option: OptionDraft; at: number; onSet: (patch: Partial<OptionDraft>) => void;
  onDrop: () => void; onPaste: (names: string[]) => void;
};

function OptionRow({ option, at, onSet, onDrop, onPaste }: RowProps) {
  const paste = (event: ClipboardEvent) => {
    const names = event.clipboardData.getData('text').split(/[\n\t]/)
      .map((name) => name.trim()).filter(Boolean);
    if (names.length < 2) return;
    event.preventDefault();
    onPaste(names);
  };
  return (
    <div className={css.option} data-archived={option.archived || undefined}>
      <StageDot color={option.colour ?? 'gray'} />
      <TextInput
        className={css.grows}
        aria-label={ruFields.option(at + 1)}
        maxLength={80}
        value={option.name}
        disabled={option.archived}
        onPaste={paste}
        onChange={(event) => onSet({ name: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={ruFields.colour(option.name)}
        data={colours}
        value={option.colour ?? 'gray'}
        onChange={(event) => onSet({
          colour: OPTION_COLOURS.find((each) => each === event.currentTarget.value),
        })}
      />
      <button
        type="button"
        className={css.icon}
        aria-label={option.archived
          ? ruFields.restoreOption(option.name) : ruFields.archiveOption(option.name)}
        onClick={onDrop}
      >
        {option.archived ? <IconArrowBackUp size={16} stroke={1.6} aria-hidden />
          : <IconTrash size={16} stroke={1.6} aria-hidden />}
      </button>
    </div>
  );
}

/**
 * Choices of a list, in the order of the list. One that records may hold is archived, a new one is
 * simply taken away; a column of names pasted from a sheet becomes as many options.
 */
export function OptionRows({ options, error, onChange }: OptionRowsProps) {
  const set = (at: number, patch: Partial<OptionDraft>) =>
    onChange(options.map((each, index) => (index === at ? { ...each, ...patch } : each)));
  const drop = (at: number) => (options[at]?.code
    ? set(at, { archived: !options[at].archived })
    : onChange(options.filter((_, index) => index !== at)));
  const fill = (at: number, names: string[]) => {
    const pasted = names.map((name, index) => (index === 0
      ? { ...options[at], name } : newOption(options.length + index, name)));
    onChange([...options.slice(0, at), ...pasted, ...options.slice(at + 1)]);
  };
  return (
    <fieldset className={css.options}>
      <legend className={css.label}>{ruFields.options}</legend>
      <SortableList<Placed>
        label={ruFields.options}
        items={options.map((option, index) => ({ id: index + 1, option }))}
        nameOf={({ option, id }) => option.name || ruFields.option(id)}
        onOrder={(ids) => onChange(ids.flatMap((id) => options[id - 1] ?? []))}
      >
        {({ id, option }) => (
          <OptionRow option={option} at={id - 1} onSet={(patch) => set(id - 1, patch)}
            onDrop={() => drop(id - 1)} onPaste={(names) => fill(id - 1, names)} />
        )}
      </SortableList>
      {error ? <p className={css.error}>{error}</p> : null}
      <Button
        variant="default"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        onClick={() => onChange([...options, newOption(options.length)])}
      >
        {ruFields.addOption}
      </Button>
    </fieldset>
  );
}
