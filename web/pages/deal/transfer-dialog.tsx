import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { dealTransfer } from '#contract/deals';
import type { DealCard } from '#contract/deals';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshDeal, refreshDealLists } from './use-deal.ts';
import css from './dialog.module.css';

const FIELDS = ['departmentId', 'employeeId', 'reason'];
const { transferDialog: texts } = ruDeal;

type Draft = { department: ReferenceValue | null; employee: ReferenceValue | null; reason: string };

function useTransfer(deal: DealCard, onDone: () => void) {
  return useMutation({
    mutationFn: ({ department, employee, reason }: Draft) => call(dealTransfer, {
      params: { id: deal.id },
      body: {
        departmentId: department?.id ?? 0, employeeId: employee?.id ?? null, reason: reason.trim(),
      },
    }),
    onSuccess: () => {
      refreshDeal(deal.id);
      refreshDealLists();
      toast(texts.done(deal.number));
      onDone();
    },
  });
}

/** The deal goes to another department whole; whoever gives it goes on reading it. */
export function TransferDialog({ deal, onClose }: { deal: DealCard; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>({ department: null, employee: null, reason: '' });
  const [isTried, setTried] = useState(false);
  const transfer = useTransfer(deal, onClose);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.department && draft.reason.trim()) transfer.mutate(draft);
  }

  return (
    <Modal opened onClose={onClose} title={texts.title} size={460}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className={css.lead}>{texts.lead}</p>
        <div className={css.pair}>
          <ReferenceSelect
            label={texts.department}
            source="departments"
            value={draft.department}
            onChange={(department) => set({ department, employee: null })}
            error={isTried && !draft.department
              ? texts.needDepartment : fieldError(transfer.error, 'departmentId')}
          />
          <ReferenceSelect
            label={texts.employee}
            source={draft.department ? `employeesOf:${draft.department.id}` : 'employees'}
            disabled={!draft.department}
            value={draft.employee}
            onChange={(employee) => set({ employee })}
            error={fieldError(transfer.error, 'employeeId')}
          />
        </div>
        <p className={css.lead}>{texts.employeeHint}</p>
        <Textarea
          label={texts.reason}
          autosize
          minRows={3}
          maxLength={2000}
          value={draft.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          error={isTried && !draft.reason.trim()
            ? texts.needReason : fieldError(transfer.error, 'reason')}
        />
        <FormError error={transfer.error} shown={FIELDS} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={transfer.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
