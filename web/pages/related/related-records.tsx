import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { RELATED_ENTITIES, relatedList } from '#contract/related';
import type { RelatedRecord } from '#contract/related';
import { routeQuery } from '../../api/query.ts';
import { pathOfEntity } from '../../paths.ts';
import { ruRelated as texts } from '../../texts/ru-related.ts';
import { formatDay } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import css from './related.module.css';

type Entity = RelatedRecord['entity'];
type Of = { entity: string; entityId: number };

const SHOWN_FIRST = 5;

/** A record that one may not open says whose it is and since when, and nothing else. */
function Line({ row }: { row: RelatedRecord }) {
  const words = [row.number, row.title ?? row.topic].filter(Boolean).join(' · ')
    || texts.one[row.entity];
  const to = row.id === null ? null : pathOfEntity(row.entity, row.id);
  const facts = [
    row.department ?? texts.noDepartment, row.responsible ?? texts.nobody,
    row.isOpen ? texts.open : texts.closed, formatDay(row.createdOn), texts.by[row.by],
  ];
  return (
    <li className={css.line} data-closed={!row.isOpen || undefined}>
      {to ? <Link className={css.name} to={to}>{words}</Link>
        : <span className={css.name}>{words}</span>}
      <span className={css.facts}>{facts.join(' · ')}</span>
    </li>
  );
}

function Section({ entity, rows }: { entity: Entity; rows: RelatedRecord[] }) {
  const [isWhole, setWhole] = useState(false);
  const rest = rows.length - SHOWN_FIRST;
  const shown = isWhole ? rows : rows.slice(0, SHOWN_FIRST);
  return (
    <div className={css.group}>
      <h3 className={css.title}>{texts.entities[entity]}</h3>
      <ul>
        {shown.map((row, index) => <Line key={row.id ?? `other-${index}`} row={row} />)}
      </ul>
      {rest > 0 ? (
        <button type="button" className={css.more} onClick={() => setWhole(!isWhole)}>
          {isWhole ? texts.fewer : texts.more(rest)}
        </button>
      ) : null}
    </div>
  );
}

/** Leads and deals that hang together with the record; sections come from the contract's list. */
export function RelatedRecords({ of, entities = RELATED_ENTITIES }: {
  of: Of; entities?: readonly Entity[];
}) {
  const { data, error, refetch } = useQuery(routeQuery(relatedList, { query: of }));
  const rows = data?.items.filter(({ entity }) => entities.includes(entity)) ?? [];
  return (
    <section className={css.related} aria-label={texts.heading}>
      <h2 className={css.heading}>{texts.heading}</h2>
      {error && !data ? (
        <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <Skeleton height={36} /> : null}
      {data && rows.length === 0 ? <p className={css.facts}>{texts.none}</p> : null}
      {entities.map((entity) => {
        const own = rows.filter((row) => row.entity === entity);
        return own.length > 0 ? <Section key={entity} entity={entity} rows={own} /> : null;
      })}
    </section>
  );
}
