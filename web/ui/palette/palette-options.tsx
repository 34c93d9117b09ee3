import { Fragment, useEffect, useRef } from 'react';
import { ruPalette } from '../../texts/ru-palette.ts';
import { Keys } from '../kbd.tsx';
import type { PaletteOption } from './palette-search.ts';
import css from './palette.module.css';

type PaletteOptionsProps = {
  options: PaletteOption[];
  active: number;
  onHover: (index: number) => void;
};

/** The list under the line; the input keeps the focus and names the active option. */
export function PaletteOptions({ options, active, onHover }: PaletteOptionsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id="palette-options"
      className={css.options}
      role="listbox"
      aria-label={ruPalette.title}
    >
      {options.map((option, index) => (
        <Fragment key={option.id}>
          {options[index - 1]?.group === option.group
            ? null : <div className={css.group} role="presentation">{option.group}</div>}
          <div
            id={`palette-${index}`}
            className={css.option}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseMove={() => index !== active && onHover(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={option.run}
          >
            <option.icon size={16} stroke={1.6} aria-hidden />
            <span className={css.title}>{option.title}</span>
            {option.subtitle ? <small className={css.subtitle}>{option.subtitle}</small> : null}
            {option.keys ? <span className={css.keys}><Keys keys={option.keys} /></span> : null}
          </div>
        </Fragment>
      ))}
    </div>
  );
}
