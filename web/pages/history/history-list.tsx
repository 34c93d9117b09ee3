import { Button } from '@mantine/core';
import { useState } from 'react';
import { TIMELINE_GROUPS } from '#contract/timeline';
import type { TimelineGroup } from '#contract/timeline';
import { ruEvents } from '../../texts/ru-events.ts';
import { IconHistory } from '../../ui/icons.ts';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { CommentComposer } from './comment-composer.tsx';
import { OwnComment } from './own-comment.tsx';
import { RestoreButtons } from './restore-button.tsx';
import { toTimeline } from './to-timeline.tsx';
import { useHistory } from './use-history.ts';
import { useNames } from './use-names.ts';
import type { HistoryOf } from './use-history.ts';
import css from './history.module.css';

const GROUPS = Object.keys(TIMELINE_GROUPS) as TimelineGroup[];

/** Everything that happened to a record: who, when, old → new; and a place to write. */
export function HistoryList({ of, mayComment }: { of: HistoryOf; mayComment: boolean }) {
  const [group, setGroup] = useState<TimelineGroup | 'all'>('all');
  const history = useHistory(of, group === 'all' ? undefined : group);
  const names = useNames();
  if (history.error && history.items.length === 0) {
    return (
      <ErrorState
        error={history.error}
        title={ruEvents.failed}
        onRetry={() => void history.refetch()}
      />
    );
  }
  return (
    <div className={css.history}>
      {mayComment ? <CommentComposer of={of} /> : null}
      <div className={css.groups}>
        <Segments
          label={ruEvents.show}
          value={group}
          items={(['all', ...GROUPS] as const).map((value) =>
            ({ value, label: ruEvents.groups[value] }))}
          onChange={setGroup}
        />
      </div>
      {history.isPending ? <SkeletonRows count={6} height={44} /> : null}
      {!history.isPending && history.items.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={20} stroke={1.5} />}
          title={group === 'all' ? ruEvents.none : ruEvents.noneOfGroup}
        />
      ) : null}
      <Timeline
        label={ruEvents.history}
        items={toTimeline(history.items, {
          names,
          extra: (item) => (item.comment?.mine && !item.comment.removed
            ? <OwnComment comment={item.comment} />
            : <RestoreButtons eventId={item.id} fields={item.restorable} />),
        })}
      />
      {history.hasNextPage ? (
        <Button
          variant="default"
          className={css.more}
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {ruEvents.more}
        </Button>
      ) : null}
    </div>
  );
}
