import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DealCard, StageApproval } from '#contract/deals';
import { stageApprovalDecide, stageApprovalWithdraw } from '#contract/stage-rules';
import { call } from '../../api/client.ts';
import { ruStageRules } from '../../texts/ru-stage-rules.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatMoment } from '../../ui/format.ts';
import { IconCircleCheck } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshDeal, refreshDealLists } from './use-deal.ts';
import css from './deal-approval.module.css';

function useAnswer(deal: DealCard, approval: StageApproval) {
  const again = () => {
    refreshDeal(deal.id);
    refreshDealLists();
  };
  return useMutation({
    mutationFn: (body: { approve: boolean; answer?: string }) =>
      call(stageApprovalDecide, { params: { id: approval.id }, body }),
    onSuccess: (_, { approve }) => toast(approve
      ? ruStageRules.approved(deal.number, approval.stage.name)
      : ruStageRules.refused(deal.number)),
    onError: (error) => failToast(ruStageRules.failed, error),
    onSettled: again,
  });
}

function Decide({ deal, approval }: { deal: DealCard; approval: StageApproval }) {
  const [answer, setAnswer] = useState('');
  const mutation = useAnswer(deal, approval);
  const say = (approve: boolean) =>
    mutation.mutate({ approve, ...(answer.trim() ? { answer: answer.trim() } : {}) });
  return (
    <div className={css.buttons}>
      <TextInput
        className={css.answer}
        aria-label={ruStageRules.answer}
        placeholder={ruStageRules.answer}
        maxLength={2000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      <Button disabled={mutation.isPending} onClick={() => say(true)}>
        {ruStageRules.approve}
      </Button>
      <Button variant="default" disabled={mutation.isPending} onClick={() => say(false)}>
        {ruStageRules.refuse}
      </Button>
    </div>
  );
}

function Withdraw({ deal, approval }: { deal: DealCard; approval: StageApproval }) {
  const mutation = useMutation({
    mutationFn: () => call(stageApprovalWithdraw, { params: { id: approval.id } }),
    onError: (error) => failToast(ruStageRules.failed, error),
    onSettled: () => refreshDeal(deal.id),
  });
  return (
    <Button variant="default" disabled={mutation.isPending} onClick={() => mutation.mutate()}>
      {ruStageRules.withdraw}
    </Button>
  );
}

/** What waits for a head's word: the head answers here, whoever asked may take it back. */
export function DealApproval({ deal }: { deal: DealCard }) {
  const { approval } = deal;
  if (!approval) return null;
  return (
    <section className={css.box} aria-label={ruStageRules.waits}>
      <IconCircleCheck size={16} stroke={1.75} aria-hidden />
      <p className={css.words}>
        <b>{ruStageRules.asked(approval.askedBy.name, approval.stage.name)}</b>
        {' '}
        <span className={css.when}>
          {formatMoment(approval.askedAt)}
          {deal.may.decide ? '' : `, ${ruStageRules.decides(approval.askedOf.name)}`}
        </span>
        {approval.note ? <span className={css.note}>«{approval.note}»</span> : null}
      </p>
      {deal.may.decide ? <Decide deal={deal} approval={approval} /> : null}
      {approval.mine && !deal.may.decide ? <Withdraw deal={deal} approval={approval} /> : null}
    </section>
  );
}
