import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ABSENCE_KINDS, absencePlan } from '#contract/absences';
import type { AbsencePerson } from '#contract/absences';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruAbsences as texts } from '../../texts/ru-absences.ts';
import { toast } from '../../ui/toast-store.ts';
import form from '../../form/form.module.css';
import { refreshAbsences } from './use-absences.ts';

const SHOWN = ['fromOn', 'untilOn', 'deputyId'];

type Span = { fromOn: string; untilOn: string };

function Days({ value, error, onChange }: {
  value: Span; error: unknown; onChange: (value: Span) => void;
}) {
  return (
    <div className={form.pair}>
      <TextInput
        data-autofocus type="date" label={texts.from} value={value.fromOn}
        error={fieldError(error, 'fromOn')}
        onChange={(event) => onChange({ ...value, fromOn: event.currentTarget.value })}
      />
      <TextInput
        type="date" label={texts.until} value={value.untilOn}
        error={fieldError(error, 'untilOn')}
        onChange={(event) => onChange({ ...value, untilOn: event.currentTarget.value })}
      />
    </div>
  );
}

type Kind = (typeof ABSENCE_KINDS)[number];

function KindSelect({ value: kind, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  return (
    <Select
      label={texts.kind}
      allowDeselect={false}
      data={ABSENCE_KINDS.map((value) => ({ value, label: texts.kinds[value] ?? value }))}
      value={kind}
      onChange={(value) => value && onChange(value as Kind)}
    />
  );
}

const usualDeputy = (person: AbsencePerson | undefined): ReferenceValue | null =>
  person?.deputy ? { id: person.deputy.id, title: person.deputy.name } : null;

/** A span of days of one person, and who stands in. */
export function PlanDialog({ people, person: given, onClose }: {
  people: AbsencePerson[]; person?: AbsencePerson; onClose: () => void;
}) {
  const planned = people.filter((each) => each.mayPlan);
  const [personId, setPersonId] = useState(String(given?.id ?? planned[0]?.id ?? ''));
  const [kind, setKind] = useState<Kind>('vacation');
  const [days, setDays] = useState<Span>({ fromOn: '', untilOn: '' });
  const byId = (id: string) => people.find((each) => String(each.id) === id);
  const person = byId(personId);
  const [deputy, setDeputy] = useState(() => usualDeputy(person));
  const plan = useMutation({
    mutationFn: () => call(absencePlan, {
      params: { id: Number(personId) },
      body: { ...days, kind, deputyId: deputy?.id ?? null },
    }),
    onSuccess: () => {
      toast(texts.planned(person?.name ?? ''));
      refreshAbsences();
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (person && days.fromOn && days.untilOn) plan.mutate();
  }
  return (
    <Modal opened onClose={onClose} title={texts.planTitle} size={460}>
      <form className={form.form} onSubmit={submit} noValidate>
        <Select
          label={texts.person}
          searchable
          allowDeselect={false}
          data={planned.map((each) => ({ value: String(each.id), label: each.name }))}
          value={personId}
          onChange={(value) => {
            if (!value) return;
            setPersonId(value);
            setDeputy(usualDeputy(byId(value)));
          }}
        />
        <Days value={days} error={plan.error} onChange={setDays} />
        <KindSelect value={kind} onChange={setKind} />
        <ReferenceSelect
          label={texts.deputy}
          source="employees"
          value={deputy}
          error={fieldError(plan.error, 'deputyId')}
          onChange={setDeputy}
        />
        <p className={form.hint}>{texts.deputyHint}</p>
        <FormError error={plan.error} shown={SHOWN} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button
            type="submit"
            loading={plan.isPending}
            disabled={!days.fromOn || !days.untilOn}
          >
            {texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
