import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruOrders } from '../../texts/ru-orders.ts';
import dialog from '../../form/form.module.css';
import type { Order } from '../deal/use-deal-money.ts';
import { splitOrder } from './move-order.ts';

const { splitOff: texts } = ruOrders;

type Props = { dealId: number; order: Order; onClose: () => void };

/** The order gets a deal of its own; the person is led there. */
export function SplitDialog({ dealId, order, onClose }: Props) {
  const { uid, number } = order;
  const navigate = useNavigate();
  const [title, setTitle] = useState(order.lines.find((line) => !line.cancelled)?.name ?? '');
  const split = useMutation({
    mutationFn: () => splitOrder({ uid, number, fromId: dealId }, title.trim()),
    onSuccess: (bornId) => {
      onClose();
      void navigate({ to: paths.deal(bornId) });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    split.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={texts.title(number)} size={480}>
      <form className={dialog.form} onSubmit={submit} noValidate>
        <p className={dialog.lead}>{texts.lead}</p>
        <TextInput
          data-autofocus
          label={texts.label}
          maxLength={500}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={fieldError(split.error, 'title')}
        />
        <FormError error={split.error} shown={['title']} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={split.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
