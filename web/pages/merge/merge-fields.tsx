import { useId } from 'react';
import type { MergeEntity, MergePreview, MergeSide } from '#contract/merges';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruMerge } from '../../texts/ru-merge.ts';
import { Lock } from '../../ui/lock.tsx';
import { wordsOfValue } from '../history/event-words.ts';
import css from './merge.module.css';

type MergeFieldsTableProps = {
  entity: MergeEntity;
  preview: MergePreview;
  take: ReadonlySet<string>;
  header: MergeSide | undefined;
  onTake: (take: ReadonlySet<string>) => void;
  onHeader: (side: MergeSide) => void;
};

const SIDES = ['survivor', 'loser'] as const;

type Row = MergePreview['fields'][number];

/** Values of one's own fields are told as history tells them. */
function shown({ field, kind }: Row, value: unknown): string {
  if (value === null) return ruMerge.empty;
  if (kind) return wordsOfValue(kind === 'money' ? 'customKopecks' : field, value);
  return (field === 'kind' ? ruCompanies.kinds[String(value)] : null) ?? String(value);
}

/** Whose card of 1C writes the header: asked only where both are known to 1C. */
function HeaderChoice({ preview, header, onHeader }: MergeFieldsTableProps) {
  const name = useId();
  if (preview.headers.length < 2) return null;
  return (
    <fieldset className={css.header}>
      <legend>{ruMerge.header}</legend>
      {SIDES.map((side) => (
        <label key={side}>
          <input
            type="radio"
            name={name}
            checked={header === side}
            onChange={() => onHeader(side)}
          />
          {preview[side].name}
        </label>
      ))}
      <p className={css.quiet}>{ruMerge.headerHint}</p>
    </fieldset>
  );
}

function FieldRow({ row, props }: { row: Row; props: MergeFieldsTableProps }) {
  const { entity, take, header, onTake } = props;
  const name = useId();
  const own = row.label ?? ruMerge.fields[row.field] ?? row.field;
  const label = entity === 'contact' && row.field === 'name' ? ruMerge.personName : own;
  const chosen: MergeSide = row.fromOnec ? header ?? 'survivor'
    : take.has(row.field) ? 'loser' : 'survivor';
  function choose(side: MergeSide) {
    const next = new Set(take);
    if (side === 'loser') next.add(row.field);
    else next.delete(row.field);
    onTake(next);
  }
  return (
    <tr>
      <th scope="row">
        {label} {row.fromOnec ? <span title={ruMerge.from1c}><Lock /></span> : null}
      </th>
      {SIDES.map((side) => (
        <td key={side} data-chosen={chosen === side || undefined}>
          <span className={css.sideName} aria-hidden>{ruMerge.ofSide[side]}</span>
          <label className={css.option}>
            <input
              type="radio"
              name={name}
              aria-label={`${label}: ${shown(row, row[side])}`}
              checked={chosen === side}
              disabled={row.fromOnec}
              onChange={() => choose(side)}
            />
            <span>{shown(row, row[side])}</span>
          </label>
        </td>
      ))}
    </tr>
  );
}

/** Everything from one side at a click; single fields may be changed after it. */
function TakeAll({ side, rows, onTake }: {
  side: MergeSide; rows: Row[]; onTake: MergeFieldsTableProps['onTake'];
}) {
  const own = rows.filter(({ fromOnec }) => !fromOnec).map(({ field }) => field);
  if (own.length < 2) return null;
  return (
    <button
      type="button"
      className={css.takeAll}
      onClick={() => onTake(new Set(side === 'loser' ? own : []))}
    >
      {ruMerge.takeAll}
    </button>
  );
}

/** The two records as columns; equal fields are not asked about. */
export function MergeFieldsTable(props: MergeFieldsTableProps) {
  const { preview, onTake } = props;
  const rows = preview.fields.filter(({ survivor, loser }) =>
    JSON.stringify(survivor) !== JSON.stringify(loser));
  return (
    <>
      <HeaderChoice {...props} />
      <table className={css.table} aria-label={ruMerge.fieldsOf}>
        <thead>
          <tr>
            <th scope="col">{ruMerge.field}</th>
            {SIDES.map((side) => (
              <th key={side} scope="col">
                {ruMerge[side]}: {preview[side].name}{' '}
                <TakeAll side={side} rows={rows} onTake={onTake} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <FieldRow key={row.field} row={row} props={props} />)}
        </tbody>
      </table>
      {rows.length === 0 ? <p className={css.quiet}>{ruMerge.same}</p> : null}
    </>
  );
}
