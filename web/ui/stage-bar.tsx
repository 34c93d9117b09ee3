import type { CSSProperties } from 'react';
import { IconCheck } from './icons.ts';
import { stageColor } from './stage-dot.tsx';
import css from './stage-bar.module.css';

export type BarStage = { id: number; name: string; color: string };

type StageBarProps = {
  label: string;
  /** Names only of the current stage, for a side panel. */
  compact?: boolean;
  /** Stages of the pipeline in order; lost stages are left out by the caller. */
  stages: BarStage[];
  currentId: number;
  /** Absent for people who may not move the deal. */
  onMove?: (stageId: number) => void;
  /** Why a stage cannot be chosen now, for its title; null when it can. */
  refusalOf?: (stageId: number) => string | null;
};

function stateOf(index: number, currentIndex: number): 'past' | 'current' | 'next' {
  if (index === currentIndex) return 'current';
  return index < currentIndex ? 'past' : 'next';
}

/** The chevron bar of a deal card: passed stages are ticked, the current one is bold. */
export function StageBar({ label, compact, stages, currentId, onMove, refusalOf }: StageBarProps) {
  const currentIndex = stages.findIndex((stage) => stage.id === currentId);
  const color = stageColor(stages[currentIndex]?.color ?? 'gray');
  return (
    <ol
      className={css.stages}
      aria-label={label}
      // On a phone it scrolls; without a stage to press it takes the keys itself.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={onMove ? undefined : 0}
      data-compact={compact || undefined}
      style={{ '--c': color } as CSSProperties}
    >
      {stages.map((stage, index) => {
        const state = stateOf(index, currentIndex);
        const refusal = refusalOf?.(stage.id) ?? null;
        return (
          <li key={stage.id} className={css.item} data-state={state}>
            <button
              type="button"
              className={css.stage}
              data-state={state}
              aria-current={state === 'current' ? 'step' : undefined}
              disabled={!onMove || refusal !== null}
              title={refusal ?? stage.name}
              onClick={() => state !== 'current' && onMove?.(stage.id)}
            >
              {state === 'past' ? <IconCheck size={13} stroke={2} aria-hidden /> : null}
              <span className={css.name}>{stage.name}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
