import { useQuery } from '@tanstack/react-query';
import { stageMovesList } from '#contract/pipelines';
import { routeQuery } from '../../api/query.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import css from './settings.module.css';

const { pipelines: texts } = ruSettings;

/** Deals on their way out of archived stages; nothing while there was none. */
export function StageMoves() {
  const { data = [] } = useQuery(routeQuery(stageMovesList, {}));
  if (data.length === 0) return null;
  return (
    <Panel title={texts.moves}>
      <ul>
        {data.map((move) => (
          <li key={move.id} className={css.line}>
            <span className={css.grow}>
              {`${move.pipeline.name}: ${move.from.name} → ${move.to.name}`}
            </span>
            {move.finishedAt ? null : (
              <span className={css.bar} aria-hidden>
                <i style={{ width: `${Math.floor((move.moved / move.total) * 100)}%` }} />
              </span>
            )}
            <span className={css.hint}>
              {move.finishedAt ? texts.moved(move.moved) : texts.moving(move.moved, move.total)}
            </span>
            <span className={css.hint}>{formatMoment(move.createdAt)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
