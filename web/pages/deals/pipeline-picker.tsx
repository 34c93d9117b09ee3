import type { Pipeline } from '#contract/deals';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Segments } from '../../ui/segments.tsx';
import css from './pipeline-picker.module.css';

const SEGMENTS_MAX = 3;

type PipelinePickerProps = {
  pipelines: Pipeline[];
  value: number | undefined;
  onChange: (id: number) => void;
};

/** Few pipelines are a switch, many are a list, one is nothing to choose. */
export function PipelinePicker({ pipelines, value, onChange }: PipelinePickerProps) {
  if (pipelines.length < 2 || value === undefined) return null;
  const items = pipelines.map((each) => ({ value: String(each.id), label: each.name }));
  // The browser's own: a select of the library is 1.7 KB of the first load.
  const select = (
    <select
      className={css.select}
      aria-label={ruDeals.pipeline}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {items.map((item) => <option key={item.value} value={item.value}>{item.label}</option>)}
    </select>
  );
  if (pipelines.length > SEGMENTS_MAX) return select;
  return (
    <>
      <div className={css.wide}>
        <Segments
          label={ruDeals.pipeline}
          value={String(value)}
          items={items}
          onChange={(next) => onChange(Number(next))}
        />
      </div>
      <div className={css.narrow}>{select}</div>
    </>
  );
}
