import { Button, NativeSelect, TextInput } from '@mantine/core';
import { OPTION_COLOURS } from '#contract/custom-fields';
import type { FieldEdit } from '#contract/custom-fields';
import { ruFields } from '../../texts/ru-fields.ts';
import { IconArrowBackUp, IconPlus, IconTrash } from '../../ui/icons.ts';
import { StageDot } from '../../ui/stage-dot.tsx';
import css from './fields.module.css';

export type OptionDraft = NonNullable<FieldEdit['options']>[number];

type OptionRowsProps = {
  options: OptionDraft[]; error?: string; onChange: (options: OptionDraft[]) => void;
};

const colours = OPTION_COLOURS.map((value) =>
  ({ value, label: ruFields.colours[value] ?? value }));

/** Choices of a list. One that records may hold is archived, a new one is simply taken away. */
export function OptionRows({ options, error, onChange }: OptionRowsProps) {
  const set = (at: number, patch: Partial<OptionDraft>) =>
    onChange(options.map((each, index) => (index === at ? { ...each, ...patch } : each)));
  const drop = (at: number) => (options[at]?.code
    ? set(at, { archived: !options[at].archived })
    : onChange(options.filter((_, index) => index !== at)));
  return (
    <fieldset className={css.options}>
      <legend className={css.label}>{ruFields.options}</legend>
      {options.map((option, index) => (
        <div key={option.code ?? `new-${index}`} className={css.option}
          data-archived={option.archived || undefined}>
          <StageDot color={option.colour ?? 'gray'} />
          <TextInput
            className={css.grows}
            aria-label={ruFields.option(index + 1)}
            maxLength={80}
            value={option.name}
            disabled={option.archived}
            onChange={(event) => set(index, { name: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={ruFields.colour(option.name)}
            data={colours}
            value={option.colour ?? 'gray'}
            onChange={(event) => set(index, {
              colour: OPTION_COLOURS.find((each) => each === event.currentTarget.value),
            })}
          />
          <button
            type="button"
            className={css.icon}
            aria-label={option.archived
              ? ruFields.restoreOption(option.name) : ruFields.archiveOption(option.name)}
            onClick={() => drop(index)}
          >
            {option.archived ? <IconArrowBackUp size={16} stroke={1.6} aria-hidden />
              : <IconTrash size={16} stroke={1.6} aria-hidden />}
          </button>
        </div>
      ))}
      {error ? <p className={css.error}>{error}</p> : null}
      <Button
        variant="default"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        onClick={() => onChange([...options, {
          name: '', colour: OPTION_COLOURS[options.length % OPTION_COLOURS.length],
        }])}
      >
        {ruFields.addOption}
      </Button>
    </fieldset>
  );
}
