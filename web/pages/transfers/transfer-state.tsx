import type { Transfer } from '#contract/transfers';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { hasPassed } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';

const MEANINGS: Record<Transfer['state'], TagMeaning> = {
  waiting: 'warn', accepted: 'ok', returned: 'bad', superseded: 'plain',
};

/** How a transfer stands; one whose term has passed says so. */
export function TransferState({ transfer }: {
  transfer: Pick<Transfer, 'state' | 'acceptUntil' | 'returnReason'>;
}) {
  const { state, acceptUntil, returnReason } = transfer;
  const isLate = state === 'waiting' && acceptUntil !== null && hasPassed(acceptUntil);
  return (
    <Tag meaning={isLate ? 'bad' : MEANINGS[state]} title={returnReason ?? undefined}>
      {isLate ? ruTransfers.late : ruTransfers.states[state]}
    </Tag>
  );
}
