// The face of timeline: what happened to a record and what people wrote about it.
export { timelineRoutes } from './routes.ts';
export { readTimeline, type Neighbours } from './read-timeline.ts';
export { addComment, editComment, removeComment } from './comment.ts';
export { findComment } from './comment-row.ts';
export { asEmployee, mayRead } from './mentions.ts';
export { requireAccess, type AccessCheck, type EntityAccess } from '#platform/entity-access';
export { auditSubject, type EventScopes } from './audit.ts';
export type { RecordTitles } from './name-references.ts';
export type { Restorers } from './restore-value.ts';
export { refuseLostMove } from './refuse-lost-move.ts';
export { hideFields } from './hide-fields.ts';
