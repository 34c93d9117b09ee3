import { auditList, eventRestore } from '#contract/audit';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { useSession } from '../../api/session.ts';
import { ruEvents } from '../../texts/ru-events.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import css from './history.module.css';

function restore(eventId: number, field: string): void {
  call(eventRestore, { params: { id: eventId }, body: { field } }).then(() => {
    toast(ruEvents.restored);
    void queryClient.invalidateQueries({ queryKey: [...keyOf(auditList), 'keyset'] });
    void queryClient.invalidateQueries({ queryKey: ['timeline.list'] });
  }).catch((error: unknown) => failToast(ruEvents.restoreFailed, error));
}

/** «Вернуть прежнее значение» for each field of a line of history that has a way back. */
export function RestoreButtons({ eventId, fields, labelOf }: {
  eventId: number; fields: string[]; labelOf: (field: string) => string;
}) {
  const session = useSession();
  if (session.viewer) return null;
  return (
    <span className={css.own}>
      {fields.map((field) => (
        <ConfirmPopover
          key={field}
          question={ruEvents.restoreQuestion(labelOf(field))}
          confirm={ruEvents.restoreConfirm}
          onConfirm={() => restore(eventId, field)}
        >
          {(open) => (
            <button type="button" onClick={open}>
              {fields.length === 1 ? ruEvents.restore : ruEvents.restoreOf(labelOf(field))}
            </button>
          )}
        </ConfirmPopover>
      ))}
    </span>
  );
}
