import { Button, CloseButton, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  departmentCreate, departmentEdit, departmentHeads,
} from '#contract/staff';
import type { Department, DepartmentKind } from '#contract/staff';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { Person } from '../../ui/avatar.tsx';
import { toast } from '../../ui/toast-store.ts';
import { subtreeIds } from '../../form/department-tree.ts';
import { refreshStaff, useDepartments } from './use-staff.ts';
import css from '../../form/form.module.css';

const FIELDS = ['name', 'parentId', 'kind', 'position'];
const KINDS: DepartmentKind[] = ['sales', 'callcentre', 'support', 'archive'];
const { departmentForm: texts } = ruStaff;

type DepartmentFormProps = { department?: Department; parentId?: number; onClose: () => void };
type Draft = {
  name: string; parentId: number | null; kind: DepartmentKind; position: number;
  heads: { id: number; name: string }[];
};

function useSave({ department, onClose }: DepartmentFormProps) {
  return useMutation({
    mutationFn: async ({ heads, ...body }: Draft) => {
      const fields = { ...body, name: body.name.trim() };
      const saved = department
        ? await call(departmentEdit, { params: { id: department.id }, body: fields })
        : await call(departmentCreate, { body: fields });
      const ids = heads.map((head) => head.id);
      const before = department?.heads.map((head) => head.id) ?? [];
      if (ids.join() !== before.join()) {
        await call(departmentHeads, { params: { id: saved.id }, body: { employeeIds: ids } });
      }
    },
    onSuccess: () => {
      toast(texts.saved);
      onClose();
    },
    onSettled: refreshStaff,
  });
}

/** Departments that may hold this one: any but itself and what is within it. */
function useParents(department: Department | undefined) {
  const { data = [] } = useDepartments();
  const within = department ? subtreeIds(data, department.id) : new Set<number>();
  return data.filter((each) => each.archivedAt === null && !within.has(each.id))
    .map((each) => ({ value: String(each.id), label: each.name }));
}

function Heads({ heads, onChange }: {
  heads: Draft['heads']; onChange: (heads: Draft['heads']) => void;
}) {
  return (
    <div className={css.group}>
      <p className={css.label}>{texts.heads}</p>
      {heads.map((head) => (
        <div key={head.id} className={css.head}>
          <Person name={head.name} />
          <CloseButton
            size={22}
            aria-label={texts.removeHead(head.name)}
            onClick={() => onChange(heads.filter((each) => each.id !== head.id))}
          />
        </div>
      ))}
      <ReferenceSelect
        aria-label={texts.addHead}
        placeholder={texts.addHead}
        source="employees"
        value={null}
        onChange={(person) => {
          if (!person || heads.some((each) => each.id === person.id)) return;
          onChange([...heads, { id: person.id, name: person.title }]);
        }}
      />
    </div>
  );
}

function draftOf({ department, parentId }: DepartmentFormProps): Draft {
  if (!department) {
    return { name: '', parentId: parentId ?? null, kind: 'sales', position: 0, heads: [] };
  }
  const { name, kind, position, heads } = department;
  return { name, kind, position, heads, parentId: department.parentId };
}

/** A department: its name, its place in the tree and who leads it. */
export function DepartmentForm(props: DepartmentFormProps) {
  const { department, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(props));
  const [isTried, setTried] = useState(false);
  const parents = useParents(department);
  const save = useSave(props);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim()) save.mutate(draft);
  }

  return (
    <Modal opened onClose={onClose} title={department ? texts.edit : texts.create} size={460}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={texts.name}
          maxLength={120}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={isTried && !draft.name.trim() ? texts.needName : fieldError(save.error, 'name')}
        />
        <Select
          label={texts.parent}
          data={parents}
          searchable
          clearable
          placeholder={texts.top}
          value={draft.parentId === null ? null : String(draft.parentId)}
          onChange={(value) => set({ parentId: value === null ? null : Number(value) })}
          error={fieldError(save.error, 'parentId')}
        />
        <div className={css.pair}>
          <Select
            label={texts.kind}
            allowDeselect={false}
            data={KINDS.map((value) => ({ value, label: ruStaff.kinds[value] ?? value }))}
            value={draft.kind}
            onChange={(value) => {
              const kind = KINDS.find((each) => each === value);
              if (kind) set({ kind });
            }}
          />
          <NumberInput
            label={texts.position}
            min={0}
            max={100_000}
            allowDecimal={false}
            value={draft.position}
            onChange={(value) => set({ position: Number(value) || 0 })}
          />
        </div>
        <Heads heads={draft.heads} onChange={(heads) => set({ heads })} />
        <FormError error={save.error} shown={FIELDS} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{ru.common.save}</Button>
        </div>
      </form>
    </Modal>
  );
}
