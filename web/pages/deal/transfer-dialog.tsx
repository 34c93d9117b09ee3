import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { DealCard } from '#contract/deals';
import { dealTransfer, transferOutlook, TASKS_FATES } from '#contract/transfers';
import type { TasksFate } from '#contract/transfers';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { DepartmentSelect } from '../../form/department-select.tsx';
import { firstField } from '../../form/first-field.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { formatMoment, formatShortName } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { toast } from '../../ui/toast-store.ts';
import { refreshDeal, refreshDealLists } from './use-deal.ts';
import css from '../../form/form.module.css';

const FIELDS = ['departmentId', 'employeeId', 'reason'];
const { dialog: texts } = ruTransfers;

type Draft = {
  department: ReferenceValue | null; employee: ReferenceValue | null; reason: string;
  tasks: TasksFate;
};

function useTransfer(deal: DealCard, onDone: () => void) {
  return useMutation({
    mutationFn: ({ department, employee, reason, tasks }: Draft) => call(dealTransfer, {
      params: { id: deal.id },
      body: {
        departmentId: department?.id ?? 0, employeeId: employee?.id ?? null, reason: reason.trim(),
        tasks,
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

type PartProps = { draft: Draft; set: (patch: Partial<Draft>) => void };

/** Until when the receiver answers, and the question of the open tasks. */
function Outlook({ dealId, draft, set }: PartProps & { dealId: number }) {
  const { data } = useQuery(routeQuery(transferOutlook, { params: { id: dealId } }));
  if (!data) return null;
  return (
    <>
      {data.openTasks > 0 ? (
        <div className={css.choices}>
          <p>{texts.tasks(data.openTasks)}</p>
          <Segments
            label={texts.tasks(data.openTasks)}
            value={draft.tasks}
            items={TASKS_FATES.map((value) => ({ value, label: texts.fates[value] }))}
            onChange={(tasks) => set({ tasks })}
          />
        </div>
      ) : null}
      <p className={css.lead}>{texts.until(formatMoment(data.acceptUntil), data.workingHours)}</p>
    </>
  );
}

/** The deal goes to another department whole; whoever gives it goes on reading it. */
export function TransferDialog({ deal, onClose }: { deal: DealCard; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(
    { department: null, employee: null, reason: '', tasks: 'pass' });
  const [isTried, setTried] = useState(false);
  const transfer = useTransfer(deal, onClose);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.department && draft.reason.trim()) transfer.mutate(draft);
  }

  return (
    <Modal opened onClose={onClose} title={texts.title} size={480}>
      <form ref={firstField} className={css.form} onSubmit={submit} noValidate>
        <p className={css.lead}>{texts.lead}</p>
        <div className={css.pair}>
          <DepartmentSelect
            label={texts.department}
            value={draft.department}
            onChange={(department) => set({ department, employee: null })}
            note={({ heads }) => (heads.length > 0
              ? texts.headedBy(heads.map(({ name }) => formatShortName(name)).join(', ')) : '')}
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
        <Outlook dealId={deal.id} draft={draft} set={set} />
        <FormError error={transfer.error} shown={FIELDS} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={transfer.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
