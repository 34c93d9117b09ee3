import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ruPanel as texts } from '../texts/ru-panel.ts';
import { SidePanel } from '../ui/side-panel.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import css from './panel.module.css';

type PanelFrameProps = {
  label: string;
  /** Number, article or kind of the record. */
  mark?: string | null;
  title: string | undefined;
  to: string;
  error: unknown;
  onRetry: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** What every panel has: name, the way to the whole card, the closing cross. */
export function PanelFrame(props: PanelFrameProps) {
  const { title, error } = props;
  return (
    <SidePanel
      label={props.label}
      header={(
        <>
          <span className={css.mark}>{props.mark}</span>
          <span className={css.space} />
          <Button variant="default" component={Link} to={props.to} title={texts.keys}>
            {texts.full}
          </Button>
        </>
      )}
      onClose={props.onClose}
    >
      {error && title === undefined ? (
        <ErrorState error={error} title={texts.failed} onRetry={props.onRetry} />
      ) : null}
      {!error && title === undefined ? <SkeletonRows count={8} /> : null}
      {title === undefined ? null : (
        <>
          <h2 className={css.title}>{title}</h2>
          {props.children}
        </>
      )}
    </SidePanel>
  );
}
