import type { ReactNode } from 'react';

type SideProps = {
  className?: string;
  label: string;
  /** The panel is a landmark already and has its own edges. */
  isInPanel?: boolean;
  children: ReactNode;
};

/** The property column of a card, or the same inside of a panel. */
export function Side({ className, label, isInPanel, children }: SideProps) {
  if (isInPanel) return <div>{children}</div>;
  return <aside className={className} aria-label={label}>{children}</aside>;
}
