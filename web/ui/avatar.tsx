import { formatShortName } from './format.ts';
import css from './avatar.module.css';

/** Deep enough for white letters (contrast ≥ 4.5) in both themes. */
const COLORS = [
  '#4a5fc1', '#a0522d', '#2b6f94', '#7b49ab', '#9b3d63', '#2f7358', '#8a5a12', '#5b6478',
] as const;

function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/** «Анна Соколова» → «АС». */
export function initialsOf(name: string): string {
  const [first = '', second = ''] = name.trim().split(/\s+/);
  return (first.slice(0, 1) + second.slice(0, 1)).toUpperCase();
}

type AvatarProps = {
  name: string;
  initials?: string;
  size?: 18 | 20 | 24;
  /** With the name written beside it the letters say nothing new. */
  decorative?: boolean;
};

/** A person's letters on a colour that stays the same for the same name. */
export function Avatar({ name, initials, size = 20, decorative }: AvatarProps) {
  const color = COLORS[hashOf(name) % COLORS.length];
  const label = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name };
  return (
    <span
      className={css.avatar}
      data-size={size}
      style={{ background: color }}
      title={name}
      {...label}
    >
      {initials ?? initialsOf(name)}
    </span>
  );
}

export function Person({ name }: { name: string }) {
  return (
    <span className={css.person}>
      <Avatar name={name} size={18} decorative />
      <span className={css.name} title={name}>{formatShortName(name)}</span>
    </span>
  );
}
