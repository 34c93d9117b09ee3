import { Button, Checkbox, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { orderPropose } from '#contract/orders';
import { call } from '../../api/client.ts';
import { firstField } from '../../form/first-field.ts';
import { FormError } from '../../form/form-error.tsx';
import { ru } from '../../texts/ru.ts';
import { ruOrders } from '../../texts/ru-orders.ts';
import { toast } from '../../ui/toast-store.ts';
import plain from '../../ui/plain-table.module.css';
import dialog from '../../form/form.module.css';
import type { Order, OrderRow } from '../deal/use-deal-money.ts';
import { refreshWishes } from '../commands/use-wishes.ts';
import { quantityText } from '../offer/line-text.ts';
import css from './orders.module.css';

const { wish: texts } = ruOrders;

type Wish = { quantity: string; price: string; shipOn: string; cancelled: boolean };
type Wishes = Record<number, Wish>;

const plainNumber = (text: string) => text.trim().replaceAll(/\s/g, '').replace(',', '.');

const asNow = (line: OrderRow): Wish => ({
  quantity: quantityText(line.quantity), price: line.price ?? '', shipOn: line.shipOn ?? '',
  cancelled: line.cancelled,
});

/** What differs from the line as 1C keeps it. */
function changed(line: OrderRow, wish: Wish | undefined) {
  if (!wish) return [];
  const quantity = plainNumber(wish.quantity);
  const price = plainNumber(wish.price);
  const differs = {
    ...(quantity !== '' && Number(quantity) !== Number(line.quantity) ? { quantity } : {}),
    ...(price !== '' && Number(price) !== Number(line.price ?? Number.NaN) ? { price } : {}),
    ...(wish.shipOn !== '' && wish.shipOn !== line.shipOn ? { shipOn: wish.shipOn } : {}),
    ...(wish.cancelled === line.cancelled ? {} : { cancelled: wish.cancelled }),
  };
  return Object.keys(differs).length === 0 ? [] : [{ position: line.position, ...differs }];
}

function LineWish({ line, wish, onChange }: {
  line: OrderRow; wish: Wish; onChange: (wish: Wish) => void;
}) {
  return (
    <tr>
      <td>{line.name}</td>
      <td>
        <TextInput className={css.short} aria-label={texts.quantityOf(line.name)}
          value={wish.quantity} inputMode="decimal" maxLength={14}
          onChange={(event) => onChange({ ...wish, quantity: event.currentTarget.value })}
        />
      </td>
      <td>
        <TextInput className={css.short} aria-label={texts.priceOf(line.name)}
          value={wish.price} inputMode="decimal" maxLength={14}
          onChange={(event) => onChange({ ...wish, price: event.currentTarget.value })}
        />
      </td>
      <td>
        <TextInput type="date" aria-label={texts.shipOnOf(line.name)} value={wish.shipOn}
          onChange={(event) => onChange({ ...wish, shipOn: event.currentTarget.value })}
        />
      </td>
      <td>
        <Checkbox aria-label={texts.cancelOf(line.name)} checked={wish.cancelled}
          onChange={(event) => onChange({ ...wish, cancelled: event.currentTarget.checked })}
        />
      </td>
    </tr>
  );
}

type Props = { dealId: number; order: Order; onClose: () => void };

/** Lines and dates as they should be; 1C decides, and says why when it does not agree. */
export function ProposeDialog({ dealId, order, onClose }: Props) {
  const [wishes, setWishes] = useState<Wishes>({});
  const [comment, setComment] = useState('');
  const [isTried, setTried] = useState(false);
  const lines = order.lines.flatMap((line) => changed(line, wishes[line.position]));
  const isEmpty = lines.length === 0 && comment.trim() === '';
  const send = useMutation({
    mutationFn: () => call(orderPropose, {
      params: { id: dealId },
      body: { uid: order.uid, lines, ...(comment.trim() ? { comment: comment.trim() } : {}) },
    }),
    onSuccess: () => {
      toast(texts.sent);
      refreshWishes();
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isEmpty) send.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={texts.title(order.number)} size={860}>
      <form ref={firstField} className={dialog.form} onSubmit={submit} noValidate>
        <p className={dialog.lead}>{texts.lead}</p>
        {/* Full of fields: whoever tabs through them scrolls it on a phone. */}
        <div className={plain.scroll} role="group" aria-label={texts.title(order.number)}>
          <table className={plain.table}>
            <thead>
              <tr>
                {[texts.name, texts.quantity, texts.price, texts.shipOn, texts.cancelled]
                  .map((head) => <th key={head} scope="col">{head}</th>)}
              </tr>
            </thead>
            <tbody>
              {order.lines.map((line) => (
                <LineWish
                  key={line.position}
                  line={line}
                  wish={wishes[line.position] ?? asNow(line)}
                  onChange={(wish) => setWishes((all) => ({ ...all, [line.position]: wish }))}
                />
              ))}
            </tbody>
          </table>
        </div>
        <Textarea
          label={texts.comment}
          placeholder={texts.commentHint}
          autosize
          minRows={2}
          maxLength={1000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          error={isTried && isEmpty ? texts.nothing : null}
        />
        <FormError error={send.error} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={send.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
