import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  employeeAccount, employeeCreate, employeeDismiss, employeeEdit, employeeReinstate,
} from '#contract/staff';
import type { EmployeeItem } from '#contract/staff';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruLogin } from '../../texts/ru-login.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { accountFault, accountOf, bodyOf, draftOf } from './employee-draft.ts';
import type { EmployeeDraft } from './employee-draft.ts';
import { JoinPerson } from './join-person.tsx';
import { refreshStaff, useRoles } from './use-staff.ts';
import { WorkOfPerson } from './work-of-person.tsx';
import css from '../../form/form.module.css';

const FIELDS = [
  'name', 'departmentId', 'position', 'email', 'phone', 'deputyId', 'absentFrom', 'absentUntil',
  'login', 'password',
];
const { form: texts } = ruStaff;

type EmployeeFormProps = { person?: EmployeeItem; onClose: () => void };
type Part = { draft: EmployeeDraft; set: (patch: Partial<EmployeeDraft>) => void; error: unknown };

function useSave({ person, onClose }: EmployeeFormProps, maySetRoles: boolean) {
  return useMutation({
    mutationFn: async (draft: EmployeeDraft) => {
      const body = bodyOf(draft, person, maySetRoles);
      const account = maySetRoles ? accountOf(draft, person) : null;
      if (!person) {
        await call(employeeCreate, { body: { ...body, ...account } });
        return;
      }
      const { version } = person;
      await call(employeeEdit, { params: { id: person.id }, body: { version, ...body } });
      if (account) await call(employeeAccount, { params: { id: person.id }, body: account });
    },
    onSuccess: (_, draft) => {
      toast(person ? texts.saved : texts.created(draft.name.trim()));
      onClose();
    },
    onSettled: refreshStaff,
  });
}

type TextName = 'name' | 'position' | 'email' | 'phone' | 'absentFrom' | 'absentUntil' | 'login';

const textField = ({ draft, set, error }: Part, name: TextName) => ({
  label: texts[name],
  value: draft[name],
  error: fieldError(error, name),
  onChange: (event: { currentTarget: { value: string } }) =>
    set({ [name]: event.currentTarget.value }),
});

function Roles({ draft, set, mayEdit }: Part & { mayEdit: boolean }) {
  const { data: roles = [] } = useRoles(mayEdit);
  const toggle = (id: number) => set({
    roleIds: draft.roleIds.includes(id)
      ? draft.roleIds.filter((each) => each !== id) : [...draft.roleIds, id],
  });
  if (!mayEdit) return <p className={css.hint}>{texts.readOnlyRoles}</p>;
  return (
    <div className={css.group}>
      <p className={css.label}>{texts.roles}</p>
      <div className={css.chips}>
        {roles.map((role) => (
          <button
            key={role.id}
            type="button"
            className={css.chip}
            aria-pressed={draft.roleIds.includes(role.id)}
            onClick={() => toggle(role.id)}
          >
            {role.name}
          </button>
        ))}
      </div>
      <p className={css.hint}>{texts.rolesHint}</p>
    </div>
  );
}

function Account(props: Part & { person: EmployeeItem | undefined; isTried: boolean }) {
  const { draft, set, error, person, isTried } = props;
  const fault = isTried ? accountFault(draft, person) : null;
  return (
    <div className={css.group}>
      <div className={css.pair}>
        <TextInput {...textField(props, 'login')} autoComplete="off" maxLength={100} />
        <PasswordInput
          label={person?.login ? texts.newPassword : texts.password}
          placeholder={person?.login ? texts.keepPassword : texts.passwordHint}
          autoComplete="new-password"
          maxLength={200}
          visibilityToggleButtonProps={{ 'aria-label': ruLogin.showPassword }}
          value={draft.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={fault ? texts[fault] : fieldError(error, 'password')}
        />
      </div>
      <p className={css.hint}>{texts.accountHint}</p>
    </div>
  );
}

function End({ person, onClose }: { person: EmployeeItem; onClose: () => void }) {
  function finish(work: Promise<unknown>, text: string) {
    work.then(() => {
      toast(text);
      onClose();
    }).catch((error: unknown) => failToast(texts.actionFailed, error)).finally(refreshStaff);
  }
  const { id, version, name } = person;
  if (person.dismissedAt) {
    return (
      <Button
        variant="default"
        className={css.left}
        onClick={() => finish(call(employeeReinstate, { params: { id } }), texts.reinstated(name))}
      >
        {texts.reinstate}
      </Button>
    );
  }
  return (
    <span className={css.left}>
      <ConfirmPopover
        question={texts.dismissQuestion}
        confirm={texts.dismiss}
        onConfirm={() => finish(
          call(employeeDismiss, { params: { id }, body: { version } }), texts.dismissedToast(name))}
      >
        {(open) => <Button variant="default" onClick={open}>{texts.dismiss}</Button>}
      </ConfirmPopover>
    </span>
  );
}

function Fields(part: Part & { isTried: boolean }) {
  const { draft, set, error, isTried } = part;
  return (
    <>
      <TextInput
        {...textField(part, 'name')}
        data-autofocus
        placeholder={texts.namePlaceholder}
        maxLength={200}
        error={isTried && !draft.name.trim() ? texts.needName : fieldError(error, 'name')}
      />
      <div className={css.pair}>
        <ReferenceSelect
          label={texts.department}
          source="departments"
          clearable={false}
          value={draft.department}
          onChange={(department) => set({ department })}
          error={isTried && !draft.department
            ? texts.needDepartment : fieldError(error, 'departmentId')}
        />
        <TextInput {...textField(part, 'position')} maxLength={200} />
      </div>
      <div className={css.pair}>
        <TextInput {...textField(part, 'email')} type="email" maxLength={254} />
        <TextInput {...textField(part, 'phone')} type="tel" maxLength={50} />
      </div>
      <ReferenceSelect
        label={texts.deputy}
        source="employees"
        value={draft.deputy}
        onChange={(deputy) => set({ deputy })}
        error={fieldError(error, 'deputyId')}
      />
      <div className={css.group}>
        <p className={css.label}>{texts.absence}</p>
        <div className={css.pair}>
          <TextInput {...textField(part, 'absentFrom')} type="date" />
          <TextInput {...textField(part, 'absentUntil')} type="date" />
        </div>
      </div>
    </>
  );
}

/** A person: department, roles, deputy, absence, login; dismissed and taken back here too. */
export function EmployeeForm(props: EmployeeFormProps) {
  const { person, onClose } = props;
  const session = useSession();
  const maySetRoles = allows(session, 'setting', 'edit');
  const [draft, setDraft] = useState(() => draftOf(person));
  const [isTried, setTried] = useState(false);
  const save = useSave(props, maySetRoles);
  const part: Part = {
    draft, error: save.error, set: (patch) => setDraft((now) => ({ ...now, ...patch })),
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() && draft.department && !accountFault(draft, person)) save.mutate(draft);
  }

  return (
    <Modal opened onClose={onClose} title={person ? texts.edit : texts.create} size={520}>
      <form className={css.form} onSubmit={submit} noValidate>
        <Fields {...part} isTried={isTried} />
        <Roles {...part} mayEdit={maySetRoles} />
        {person ? <WorkOfPerson person={person} /> : null}
        {maySetRoles ? <Account {...part} person={person} isTried={isTried} /> : null}
        {person ? <JoinPerson person={person} onClose={onClose} /> : null}
        <FormError error={save.error} shown={FIELDS} />
        <div className={css.buttons}>
          {person ? <End person={person} onClose={onClose} /> : null}
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>
            {person ? ru.common.save : texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
