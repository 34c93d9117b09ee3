import type { StreamGuards } from '#platform/stream-hub';

/** Everybody's open screens learn that fields have changed; the message says nothing of them. */
export const fieldsGuards: StreamGuards = {
  customField: { right: { entity: 'setting', action: 'read' }, isForEverybody: true },
};
