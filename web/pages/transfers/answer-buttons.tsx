import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { dealRead, dealsBoard, dealsList } from '#contract/deals';
import { shellFacts } from '#contract/shell';
import { eventsList } from '#contract/timeline';
import { dealTransfers, transferAccept, transfersList } from '#contract/transfers';
import { tasksList } from '#contract/work';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { toast } from '../../ui/toast-store.ts';
import css from './transfers.module.css';

const ReturnDialog = lazyPart(() =>
  import('./return-dialog.tsx').then((module) => module.ReturnDialog));

const { notice: texts } = ruTransfers;

function refreshAll(): void {
  for (const route of [dealRead, dealTransfers, transfersList, tasksList, dealsList, dealsBoard,
    eventsList, shellFacts]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

/** «Принять» and «Вернуть»: on the card, in the task, in the list of transfers. */
export function AnswerButtons({ deal }: { deal: { id: number; number: string } }) {
  const [isBusy, setBusy] = useState(false);
  const [isReturning, setReturning] = useState(false);

  async function accept() {
    setBusy(true);
    try {
      await call(transferAccept, { params: { id: deal.id } });
      toast(texts.accepted(deal.number));
      announce(texts.accepted(deal.number));
    } catch (error) {
      failToast(texts.failed, error);
    } finally {
      setBusy(false);
      refreshAll();
    }
  }

  return (
    <span className={css.answers}>
      <Button size="compact-sm" loading={isBusy} onClick={() => void accept()}>
        {texts.accept}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setReturning(true)}>
        {texts.back}
      </Button>
      <Suspense>
        {isReturning ? (
          <ReturnDialog deal={deal} onClose={() => setReturning(false)} onDone={refreshAll} />
        ) : null}
      </Suspense>
    </span>
  );
}
