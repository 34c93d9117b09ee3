import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { dealsList } from '#contract/deals';
import type { Pipeline } from '#contract/deals';
import { routeQuery } from '../../api/query.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import css from './other-pipelines.module.css';

const openIn = (pipelineId: number) => routeQuery(dealsList, {
  query: {
    filter: JSON.stringify({ isOpen: { eq: true }, pipeline: { eq: pipelineId } }),
    total: '1', limit: '1',
  },
});

/** An empty board may be the wrong one: says in which pipeline one's deals are. */
export function OtherPipelines({ pipelines, here, onChange }: {
  pipelines: Pipeline[]; here: number; onChange: (id: number) => void;
}) {
  const others = pipelines.filter(({ id }) => id !== here);
  const asked = useQueries({ queries: others.map(({ id }) => openIn(id)) });
  const full = others.map((pipeline, index) => ({ ...pipeline, count: asked[index]?.data?.total }))
    .filter(({ count }) => count);
  if (full.length === 0) return null;
  return (
    <p className={css.hint}>
      {ruDeals.emptyPipeline}
      {full.map(({ id, name, count }) => (
        <Button key={id} variant="default" onClick={() => onChange(id)}>
          {`${name}: ${count}`}
        </Button>
      ))}
    </p>
  );
}
