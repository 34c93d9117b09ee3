import { Button } from '@mantine/core';
import { useState } from 'react';
import { dealSend } from '#contract/commands';
import { call } from '../../api/client.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatDay } from '../../ui/format.ts';
import { IconArrowsExchange } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshWishes, useSending } from './use-wishes.ts';
import css from './wishes.module.css';

const { send: texts } = ruCommands;

/** Whether 1C has the deal in its list, and the way there for one that did not go by itself. */
export function SendDeal({ dealId, mayEdit }: { dealId: number; mayEdit: boolean }) {
  const [isBusy, setBusy] = useState(false);
  const sending = useSending(dealId);
  async function send() {
    setBusy(true);
    try {
      await call(dealSend, { params: { id: dealId } });
      toast(texts.waiting);
    } catch (error) {
      failToast(ruCommands.failed, error);
    } finally {
      setBusy(false);
      refreshWishes();
    }
  }
  if (!sending || sending.state === 'none') return null;
  if (sending.state === 'possible') {
    return mayEdit ? (
      <Button size="compact-sm" variant="default" title={texts.hint} loading={isBusy}
        leftSection={<IconArrowsExchange size={14} stroke={1.75} />} onClick={() => void send()}
      >
        {texts.button}
      </Button>
    ) : null;
  }
  const words = sending.state === 'sent' ? texts.sent(formatDay(sending.at ?? ''))
    : texts[sending.state];
  return <span className={css.quiet}>{words}</span>;
}
