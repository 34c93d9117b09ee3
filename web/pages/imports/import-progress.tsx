import { Button } from '@mantine/core';
import type { Import } from '#contract/imports';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { act } from './use-imports.ts';
import css from './imports.module.css';

type Course = { done: number; total: number; words: string };

function courseOf({ state, counts }: Import): Course {
  if (state === 'undoing') {
    const [done, total] = [counts.undone + counts.kept, counts.created + counts.updated];
    return { done, total, words: texts.undoing(formatNumber(done), formatNumber(total)) };
  }
  if (state === 'running') {
    const left = counts.create + counts.update;
    const [done, total] = [counts.created + counts.updated, counts.created + counts.updated + left];
    return { done, total, words: texts.running(formatNumber(done), formatNumber(total)) };
  }
  const done = counts.total - counts.waiting;
  return {
    done, total: counts.total,
    words: done === 0 ? texts.loading(formatNumber(counts.total))
      : texts.checking(formatNumber(done), formatNumber(counts.total)),
  };
}

/** Work that goes on by itself; it may be left and it may be stopped. */
export function ImportProgress({ data }: { data: Import }) {
  const { done, total, words } = courseOf(data);
  return (
    <Panel>
      <div className={css.progress} role="status">
        <b>{words}</b>
        {data.may.cancel ? (
          <Button variant="default" onClick={() => void act(data.id, 'cancel')}>
            {texts.stop}
          </Button>
        ) : null}
      </div>
      <Bar
        percent={Math.floor((100 * done) / Math.max(1, total))}
        kind="shipped"
        label={texts.states[data.state]}
      />
      <p className={css.quiet}>{texts.leave}</p>
    </Panel>
  );
}
