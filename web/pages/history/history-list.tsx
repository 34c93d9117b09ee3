import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { TIMELINE_GROUPS } from '#contract/timeline';
import type { TimelineGroup } from '#contract/timeline';
import { ruEvents } from '../../texts/ru-events.ts';
import { IconHistory } from '../../ui/icons.ts';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { CommentComposer } from '../comments/comment-composer.tsx';
import type { Invite } from '../comments/comment-composer.tsx';
import { HistoryDays } from './history-days.tsx';
import { useHistory } from './use-history.ts';
import { useNames } from './use-names.ts';
import type { HistoryOf } from './use-history.ts';
import css from './history.module.css';

const GROUPS = Object.keys(TIMELINE_GROUPS) as TimelineGroup[];

function Waiting({ history, none }: { history: ReturnType<typeof useHistory>; none: string }) {
  if (history.isPending) return <SkeletonRows count={6} height={44} />;
  if (history.items.length > 0) return null;
  return <EmptyState icon={<IconHistory size={20} stroke={1.5} />} title={none} />;
}

/** Everything that happened to a record: who, when, old → new; and a place to write. */
export function HistoryList({ of, mayComment, invite, withRelated = false }: {
  of: HistoryOf; mayComment: boolean; invite?: Invite;
  /** Rows of the deals and leads of a customer stand among its own. */
  withRelated?: boolean;
}) {
  const [group, setGroup] = useState<TimelineGroup | 'all'>('all');
  const [isWhole, setWhole] = useState(withRelated);
  const history = useHistory(of, {
    ...(group === 'all' ? {} : { group }), ...(isWhole ? { related: '1' as const } : {}),
  });
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
      {mayComment ? <CommentComposer of={of} invite={invite} /> : null}
      <div className={css.groups}>
        <Segments
          label={ruEvents.show}
          value={group}
          items={(['all', ...GROUPS] as const).map((value) =>
            ({ value, label: ruEvents.groups[value] }))}
          onChange={setGroup}
        />
        {withRelated ? (
          <Checkbox
            label={ruEvents.related}
            checked={isWhole}
            onChange={(event) => setWhole(event.currentTarget.checked)}
          />
        ) : null}
      </div>
      <Waiting history={history} none={group === 'all' ? ruEvents.none : ruEvents.noneOfGroup} />
      <HistoryDays of={of} items={history.items} names={names} invite={invite} />
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
