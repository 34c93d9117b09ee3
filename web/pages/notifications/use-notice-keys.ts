import type { Notification } from '#contract/work';
import { useLineKeys } from '../../ui/use-line-keys.ts';

const ACTS = { KeyR: 'read' as const };
const keyOf = ({ id }: Notification) => String(id);

/** R reads the notice in focus; Enter is the line's own. */
export const useNoticeKeys = (
  rows: Notification[], onRead: (notice: Notification) => void,
) => useLineKeys({ rows, attribute: 'data-notice', keyOf, acts: ACTS, onAct: onRead });
