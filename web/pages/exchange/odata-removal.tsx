import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { odataDisconnect } from '#contract/odata';
import type { OdataLink } from '#contract/odata';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { ru } from '../../texts/ru.ts';
import { ruOdata } from '../../texts/ru-odata.ts';
import { formatNumber } from '../../ui/format.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshExchange, useExchange } from './use-exchange.ts';
import { refreshOdata } from './use-odata.ts';
import form from '../../form/form.module.css';
import css from './odata.module.css';

const { removal: texts } = ruOdata;

/** Says what ends and what stays before a connection is deleted. */
export function OdataRemoval({ link, onClose }: { link: OdataLink; onClose: () => void }) {
  const base = useExchange().data?.bases.find(({ id }) => id === link.id);
  const held = (base?.parked ?? 0) + (base?.rejected ?? 0);
  const removing = useMutation({
    mutationFn: () => call(odataDisconnect, { params: { id: link.id } }),
    onSuccess: () => {
      toast(texts.done(link.ib));
      onClose();
    },
    onSettled: () => {
      refreshOdata();
      refreshExchange();
    },
  });
  return (
    <Modal opened onClose={onClose} size={520} title={texts.title(link.ib)}>
      <div className={form.form}>
        <ul className={css.consequences}>
          <li>{texts.stops}</li>
          <li>{texts.stays(formatNumber(base?.objects ?? 0))}</li>
          {held > 0 ? <li>{texts.held(formatNumber(held))}</li> : null}
          <li>{texts.forgets}</li>
          <li>{texts.silence}</li>
          <li>{texts.back}</li>
        </ul>
        <p className={css.hint}>{texts.pause}</p>
        <FormError error={removing.error} shown={[]} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button color="red.9" loading={removing.isPending} onClick={() => removing.mutate()}>
            {texts.confirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
