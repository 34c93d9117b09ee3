// The upper part of every card: the way to it, who else looks at it, its name.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { InlineText } from '../../form/inline-text.tsx';
import { ru } from '../../texts/ru.ts';
import { IconChevronRight } from '../../ui/icons.ts';
import { PresenceAvatars } from '../../ui/presence-avatars.tsx';
import type { RecordNoun } from './record-page.tsx';
import css from './record-head.module.css';

type CrumbsProps = {
  noun: RecordNoun;
  /** The last crumb. */
  here: string;
  /** At the right edge. */
  children?: ReactNode;
};

/** «Сделки › РТ-104199» */
export function RecordCrumbs({ noun, here, children }: CrumbsProps) {
  return (
    <div className={css.top}>
      <nav className={css.crumbs} aria-label={ru.common.crumbs}>
        <Link className={css.crumb} to={noun.listPath}>{noun.list}</Link>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        <span className={css.here} aria-current="page">{here}</span>
      </nav>
      <PresenceAvatars />
      {children}
    </div>
  );
}

type NameProps = {
  name: string; label: string; may: boolean; maxLength: number; onSave: (name: string) => void;
};

/** The heading says the name; the field inside it says that it can be changed. */
export function RecordName({ name, label, may, maxLength, onSave }: NameProps) {
  if (!may) return name;
  return (
    <InlineText
      label={label}
      value={name}
      required
      maxLength={maxLength}
      onSave={(next) => next && onSave(next)}
    />
  );
}

type TitleProps = {
  title: ReactNode;
  /** What is unusual about it. */
  children?: ReactNode;
  /** At the right edge. */
  aside?: ReactNode;
};

export function RecordTitle({ title, children, aside }: TitleProps) {
  return (
    <div className={css.titleRow}>
      <h1 className={css.title}>{title}</h1>
      {children}
      {aside ? <div className={css.aside}>{aside}</div> : null}
    </div>
  );
}

/** The head of a card that has nothing between its way and its name. */
export function RecordHead({ noun, here, ...title }: CrumbsProps & TitleProps) {
  return (
    <header className={css.header}>
      <RecordCrumbs noun={noun} here={here} />
      <div className={css.head}><RecordTitle {...title} /></div>
    </header>
  );
}
