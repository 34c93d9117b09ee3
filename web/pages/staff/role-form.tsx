import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { roleCreate, roleEdit } from '#contract/staff';
import type { Role } from '#contract/staff';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshStaff } from './use-staff.ts';
import css from '../../form/form.module.css';

const FIELDS = ['name', 'code', 'copyFromId'];
const CODE = /^[a-z][a-z0-9-]{1,39}$/;
const { roles: texts } = ruStaff;

type RoleFormProps = {
  role?: Role; roles: Role[]; onClose: () => void; onSaved: (id: number) => void;
};
type Draft = { name: string; code: string; copyFromId: string | null };

function useSave({ role, onClose, onSaved }: RoleFormProps) {
  return useMutation({
    mutationFn: ({ name, code, copyFromId }: Draft) => (role
      ? call(roleEdit, { params: { id: role.id }, body: { name: name.trim() } })
      : call(roleCreate, {
        body: {
          name: name.trim(),
          code: code.trim(),
          ...(copyFromId ? { copyFromId: Number(copyFromId) } : {}),
        },
      })),
    onSuccess: (saved) => {
      refreshStaff();
      onSaved(saved.id);
      if (!role) toast(texts.created(saved.name));
      onClose();
    },
  });
}

/** A new role, empty or with the rights of another; an existing one is renamed. */
export function RoleForm(props: RoleFormProps) {
  const { role, roles, onClose } = props;
  const [draft, setDraft] = useState<Draft>({ name: role?.name ?? '', code: '', copyFromId: null });
  const [isTried, setTried] = useState(false);
  const save = useSave(props);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const isCodeBad = !role && !CODE.test(draft.code.trim());

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() && !isCodeBad) save.mutate(draft);
  }

  return (
    <Modal opened onClose={onClose} title={role ? texts.rename : texts.create} size={420}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={texts.name}
          maxLength={80}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={isTried && !draft.name.trim() ? texts.needName : fieldError(save.error, 'name')}
        />
        {role ? null : (
          <>
            <TextInput
              label={texts.code}
              description={texts.codeHint}
              maxLength={40}
              value={draft.code}
              onChange={(event) => set({ code: event.currentTarget.value })}
              error={isTried && isCodeBad ? texts.badCode : fieldError(save.error, 'code')}
            />
            <Select
              label={texts.copyFrom}
              clearable
              placeholder={texts.empty}
              data={roles.map((each) => ({ value: String(each.id), label: each.name }))}
              value={draft.copyFromId}
              onChange={(copyFromId) => set({ copyFromId })}
            />
          </>
        )}
        <FormError error={save.error} shown={FIELDS} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>
            {role ? ru.common.save : texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
