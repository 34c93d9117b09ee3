import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { ru } from '../texts/ru.ts';
import css from './page.module.css';

/** Fills the white panel of the shell; the header stays, the rest scrolls as the page decides. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = title ? `${title} · ${ru.product}` : ru.product;
  }, [title]);
  return <div className={css.page}>{children}</div>;
}

type PageHeaderProps = {
  title: ReactNode;
  /** Short facts beside the title: «320 в работе». */
  facts?: ReactNode;
  /** Buttons at the right; one primary button per screen. */
  actions?: ReactNode;
  divided?: boolean;
};

export function PageHeader({ title, facts, actions, divided }: PageHeaderProps) {
  return (
    <header className={css.header} data-divided={divided || undefined}>
      <h1 className={css.title}>{title}</h1>
      {facts ? <div className={css.facts}>{facts}</div> : null}
      <div className={css.space} />
      {actions ? <div className={css.actions}>{actions}</div> : null}
    </header>
  );
}

type FactProps = {
  value: ReactNode;
  label: string;
  paid?: boolean;
  /** What the screen was opened for: a phone has room for it alone. */
  kept?: boolean;
  /** In full, of what a narrow header cuts with an ellipsis. */
  title?: string;
};

/** One fact of a header: a strong figure and a quiet word. */
export function Fact({ value, label, paid, kept, title }: FactProps) {
  return (
    <span className={css.fact} title={title} data-paid={paid || undefined}
      data-kept={kept || undefined}>
      <b>{value}</b> {label}
    </span>
  );
}

/** The part of a page that scrolls. */
export function PageBody({ children, padded }: { children: ReactNode; padded?: boolean }) {
  return <div className={css.body} data-padded={padded || undefined}>{children}</div>;
}

/** A bordered box with an optional heading, for settings-like pages and dashboards. */
export function Panel({ title, aside, children }: {
  title?: ReactNode; aside?: ReactNode; children: ReactNode;
}) {
  return (
    <section className={css.panel}>
      {title ? (
        <header className={css.panelHead}>
          <h2>{title}</h2>
          <div className={css.space} />
          {aside}
        </header>
      ) : null}
      {children}
    </section>
  );
}
