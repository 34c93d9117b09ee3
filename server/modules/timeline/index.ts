// The face of timeline: what happened to a record and what people wrote about it.
export { timelineRoutes } from './routes.ts';
export { readTimeline } from './read-timeline.ts';
export { addComment, editComment, removeComment } from './comment.ts';
export { requireAccess, type AccessCheck, type EntityAccess } from '#platform/entity-access';
export type { EventScopes, RecordTitles } from './audit.ts';
export type { Restorers } from './restore-value.ts';
export { hideFields } from './hide-fields.ts';
