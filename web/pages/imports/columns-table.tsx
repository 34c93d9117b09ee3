import { NativeSelect } from '@mantine/core';
import type { Import, ImportField, ImportSettings, ImportSubject } from '#contract/imports';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import plain from '../../ui/plain-table.module.css';
import css from './imports.module.css';

/** Phones and addresses stand in several columns; every other field is filled by one. */
const SEVERAL = new Set(['phones', 'emails']);

function optionsOf(
  fields: readonly ImportField[], columns: ImportSettings['columns'], own: string,
) {
  const taken = new Set(columns.filter((name) => name !== null && name !== own));
  return [
    { value: '', label: texts.skip },
    ...fields.map(({ name, label, required }) => ({
      value: name, label: required ? texts.required(label) : label,
      disabled: taken.has(name) && !SEVERAL.has(name),
    })),
  ];
}

type TableProps = {
  data: Import; subject: ImportSubject; settings: ImportSettings;
  change: (patch: Partial<ImportSettings>) => void;
};

/** A column of the file in each line: what it is called, what stands in it, where it goes. */
export function ColumnsTable({ data: { file }, subject, settings, change }: TableProps) {
  const hints = new Map(subject.fields.map(({ name, hint }) => [name, hint]));
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.column} tabIndex={0}>
      <table className={`${plain.table} ${css.columns}`}>
        <thead>
          <tr>
            <th scope="col">{texts.column}</th>
            <th scope="col">{texts.sample}</th>
            <th scope="col">{texts.field}</th>
          </tr>
        </thead>
        <tbody>
          {file.headers.map((header, index) => {
            const name = settings.columns[index] ?? '';
            return (
              // Headers of a file may repeat; a column is its place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index} data-skipped={name === '' || undefined}>
                <th scope="row">{header}</th>
                <td className={css.sample}>{file.samples[index]?.join(' · ')}</td>
                <td className={css.target}>
                  <NativeSelect
                    aria-label={texts.fieldOf(header)}
                    value={name}
                    data={optionsOf(subject.fields, settings.columns, name)}
                    onChange={(event) => change({
                      columns: file.headers.map((_, place) => (place === index
                        ? event.currentTarget.value || null : settings.columns[place] ?? null)),
                    })}
                  />
                  <span className={css.quiet}>{hints.get(name)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
