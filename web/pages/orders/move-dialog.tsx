import { Button, Checkbox, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { firstField } from '../../form/first-field.ts';
import { FormError } from '../../form/form-error.tsx';
import { ReferenceSelect, type ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruOrders } from '../../texts/ru-orders.ts';
import dialog from '../../form/form.module.css';
import type { Order } from '../deal/use-deal-money.ts';
import { moveOrder } from './move-order.ts';

const { moveTo: texts } = ruOrders;

type Props = { dealId: number; order: Order; onClose: () => void };

/** To which of the person's other deals the order belongs. */
export function MoveDialog({ dealId, order, onClose }: Props) {
  const { uid, number } = order;
  const [target, setTarget] = useState<ReferenceValue | null>(null);
  const [withdraws, setWithdraws] = useState(false);
  const [isTried, setTried] = useState(false);
  const move = useMutation({
    mutationFn: (toId: number) => moveOrder(
      { uid, number, fromId: dealId, toId }, withdraws ? { title: '' } : null),
    onSuccess: onClose,
  });
  const fault = !target ? texts.need : target.id === dealId ? texts.same : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (target && !fault) move.mutate(target.id);
  }

  return (
    <Modal opened onClose={onClose} title={texts.title(number)} size={480}>
      <form ref={firstField} className={dialog.form} onSubmit={submit} noValidate>
        <p className={dialog.lead}>{ruOrders.find.lead}</p>
        <ReferenceSelect
          label={texts.label}
          source="deals"
          value={target}
          onChange={setTarget}
          error={isTried ? fault : null}
        />
        <Checkbox label={ruOrders.find.withdraw} checked={withdraws}
          onChange={(event) => setWithdraws(event.currentTarget.checked)}
        />
        <FormError error={move.error} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={move.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
