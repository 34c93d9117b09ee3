// Who works on a deal beside its responsible.
import { dealParticipantsChange } from '#contract/deals';
import { commentPeople } from '#contract/comments';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshDeal } from './use-deal.ts';

type Person = { id: number; name: string };
const { participants: texts } = ruDeal;

async function change(
  dealId: number, body: { add?: number[]; remove?: number[] },
): Promise<boolean> {
  try {
    await call(dealParticipantsChange, { params: { id: dealId }, body });
    return true;
  } catch (error) {
    failToast(texts.failed, error);
    return false;
  } finally {
    refreshDeal(dealId);
    // Who sees the deal has changed.
    void queryClient.invalidateQueries({ queryKey: keyOf(commentPeople) });
  }
}

/** True when the person is a participant now. */
export async function inviteToDeal(dealId: number, person: Person): Promise<boolean> {
  const done = await change(dealId, { add: [person.id] });
  if (done) {
    toast(texts.added(person.name), { undo: () => void change(dealId, { remove: [person.id] }) });
  }
  return done;
}

export async function removeFromDeal(dealId: number, person: Person): Promise<void> {
  if (!await change(dealId, { remove: [person.id] })) return;
  toast(texts.removed(person.name), { undo: () => void change(dealId, { add: [person.id] }) });
}
