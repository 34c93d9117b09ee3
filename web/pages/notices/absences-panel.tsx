import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { absenceCancel, absencePlan, absencesList } from '#contract/absences';
import type { AbsenceItem } from '#contract/absences';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruNotices } from '../../texts/ru-notices.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatDay } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { toast } from '../../ui/toast-store.ts';
import css from './notice-settings.module.css';

const { absences: texts } = ruNotices;

const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(absencesList) });

async function cancel(item: AbsenceItem): Promise<void> {
  try {
    await call(absenceCancel, { params: { id: item.id } });
    toast(texts.cancelled);
  } catch (error) {
    failToast(ruNotices.notSaved, error);
  } finally {
    refresh();
  }
}

function Line({ item }: { item: AbsenceItem }) {
  return (
    <li className={css.line}>
      <span>{formatDay(item.fromOn)} — {formatDay(item.untilOn)}</span>
      <span className={css.note}>{texts.states[item.state]}</span>
      <span className={css.grow}>{item.deputy?.name ?? texts.noDeputy}</span>
      {item.state === 'over' ? null : (
        <Button variant="default" onClick={() => void cancel(item)}>
          {item.state === 'now' ? texts.finish : texts.cancel}
        </Button>
      )}
    </li>
  );
}

function PlanForm({ employeeId }: { employeeId: number }) {
  const session = useSession();
  const [fromOn, setFrom] = useState('');
  const [untilOn, setUntil] = useState('');
  const [deputy, setDeputy] = useState<ReferenceValue | null>(null);
  const plan = useMutation({
    mutationFn: () => call(absencePlan, {
      params: { id: employeeId }, body: { fromOn, untilOn, deputyId: deputy?.id ?? null },
    }),
    onSuccess: () => {
      setFrom('');
      setUntil('');
      refresh();
      toast(texts.planned);
    },
  });
  const source = allows(session, 'employee', 'edit')
    ? 'employees' : `employeesOf:${session.employee.departmentId}`;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (fromOn && untilOn) plan.mutate();
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.fields}>
        <TextInput
          type="date" label={texts.from} value={fromOn}
          onChange={(event) => setFrom(event.currentTarget.value)}
          error={fieldError(plan.error, 'fromOn')}
        />
        <TextInput
          type="date" label={texts.until} value={untilOn}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={fieldError(plan.error, 'untilOn')}
        />
        <ReferenceSelect
          label={texts.deputy} source={source} value={deputy} onChange={setDeputy}
          error={fieldError(plan.error, 'deputyId')}
        />
      </div>
      <FormError error={plan.error} shown={['fromOn', 'untilOn', 'deputyId']} />
      <div><Button type="submit" loading={plan.isPending}>{texts.add}</Button></div>
    </form>
  );
}

/** When one is away and who stands in; planned ahead, taken back at any time. */
export function AbsencesPanel({ employeeId }: { employeeId: number }) {
  const { data = [] } = useQuery(routeQuery(absencesList, { params: { id: employeeId } }));
  return (
    <Panel title={texts.title}>
      <p className={css.hint}>{texts.hint}</p>
      {data.length === 0 ? <p className={css.note}>{texts.none}</p> : null}
      <ul>{data.map((item) => <Line key={item.id} item={item} />)}</ul>
      <PlanForm employeeId={employeeId} />
    </Panel>
  );
}
