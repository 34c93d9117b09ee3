import { Link } from '@tanstack/react-router';
import edges from './fades.module.css';
import css from './segments.module.css';

type LinkSegment = { label: string; to: string; current: boolean; search?: object };

/** A switch between pages, as links: «Канбан | Список». */
export function LinkSegments({ label, items }: { label: string; items: LinkSegment[] }) {
  return (
    <nav className={`${edges.fades} ${css.segments}`} aria-label={label}>
      {items.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          search={item.search ?? {}}
          activeOptions={{ exact: true, includeSearch: false }}
          className={css.item}
          aria-current={item.current ? 'page' : undefined}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  items: { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** A switch between few values of one setting. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  return (
    <div className={`${edges.fades} ${css.segments}`} role="radiogroup" aria-label={props.label}>
      {props.items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="radio"
          className={css.item}
          aria-checked={item.value === props.value}
          onClick={() => props.onChange(item.value)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
