// Who is told of money that belongs to no single record.
import type { StreamGuards } from '#platform/stream-hub';

export const paymentsGuards: StreamGuards = {
  // A new day moves what is overdue in whatever deals are open; the message names none of them.
  money: { right: { entity: 'deal', action: 'read' } },
};
