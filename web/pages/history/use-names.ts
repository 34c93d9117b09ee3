import { findStage, usePipelines } from '../deals/use-deals-view.ts';
import type { Names } from './event-words.ts';

/** Names for the references that events of a batch hold as bare ids. */
export function useNames(): Names {
  const { pipelines } = usePipelines();
  return { stage: (id) => findStage(pipelines, id)?.name };
}
