import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { roleRemove } from '#contract/staff';
import type { Role } from '#contract/staff';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { Forbidden } from '../../ui/forbidden.tsx';
import { IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast-store.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { RightsMatrix } from './rights-matrix.tsx';
import { StaffTabs } from './staff-tabs.tsx';
import { refreshStaff, useRoles } from './use-staff.ts';
import css from './roles-page.module.css';

const RoleForm = lazyPart(() => import('./role-form.tsx').then((module) => module.RoleForm));

const { roles: texts } = ruStaff;

function remove(role: Role): void {
  call(roleRemove, { params: { id: role.id } }).then(() => toast(texts.removed(role.name)))
    .catch((error: unknown) => failToast(texts.remove, error)).finally(refreshStaff);
}

function RoleList({ roles, chosen, onChoose }: {
  roles: Role[]; chosen: Role; onChoose: (id: number) => void;
}) {
  return (
    <nav className={css.list} aria-label={texts.list}>
      <ul>
        {roles.map((role) => (
          <li key={role.id}>
            <button
              type="button"
              className={css.role}
              aria-current={role.id === chosen.id || undefined}
              onClick={() => onChoose(role.id)}
            >
              <span className={css.roleName}>{role.name}</span>
              <span className={css.count}>{role.peopleCount || null}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RoleBody({ role, mayEdit, onRename }: {
  role: Role; mayEdit: boolean; onRename: () => void;
}) {
  return (
    <div className={css.body}>
      <header className={css.head}>
        <h2 className={css.title}>{role.name}</h2>
        <span className={css.quiet}>
          {texts.peopleCount(role.peopleCount)}{role.builtIn ? `, ${texts.builtIn}` : ''}
        </span>
        <span className={css.space} />
        {mayEdit ? <Button variant="default" onClick={onRename}>{texts.rename}</Button> : null}
        {mayEdit && !role.builtIn && role.peopleCount === 0 ? (
          <ConfirmPopover
            question={texts.removeQuestion(role.name)}
            confirm={texts.remove}
            onConfirm={() => remove(role)}
          >
            {(open) => <Button variant="default" onClick={open}>{texts.remove}</Button>}
          </ConfirmPopover>
        ) : null}
      </header>
      <RightsMatrix key={role.id} role={role} mayEdit={mayEdit} />
      <HiddenFields role={role} mayEdit={mayEdit} />
      <p className={css.note}>{texts.onecNote}</p>
    </div>
  );
}

function RolesHeader({ mayEdit, onAdd }: { mayEdit: boolean; onAdd: () => void }) {
  return (
    <PageHeader
      title={texts.title}
      actions={(
        <>
          <StaffTabs />
          {mayEdit ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={onAdd}>
              {texts.add}
            </Button>
          ) : null}
        </>
      )}
      divided
    />
  );
}

function Roles() {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  const { data, error, refetch } = useRoles(true);
  const [chosenId, setChosenId] = useState<number | null>(null);
  const [form, setForm] = useState<{ role?: Role } | null>(null);
  const chosen = data?.find((role) => role.id === chosenId) ?? data?.[0];
  const header = <RolesHeader mayEdit={mayEdit} onAdd={() => setForm({})} />;
  if (!data || !chosen) {
    return (
      <>
        {header}
        {error ? (
          <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />
        ) : <SkeletonRows count={12} height={36} />}
      </>
    );
  }
  return (
    <>
      {header}
      <div className={css.columns}>
        <RoleList roles={data} chosen={chosen} onChoose={setChosenId} />
        <RoleBody role={chosen} mayEdit={mayEdit} onRename={() => setForm({ role: chosen })} />
      </div>
      <Suspense>
        {form ? (
          <RoleForm {...form} roles={data} onClose={() => setForm(null)} onSaved={setChosenId} />
        ) : null}
      </Suspense>
    </>
  );
}

/** What each role may do; an administrator changes it cell by cell. */
export function RolesPage() {
  const maySee = allows(useSession(), 'setting', 'read');
  return (
    <Page title={texts.title}>
      {maySee ? <Roles /> : (
        <Forbidden page={texts.title} title={texts.forbidden} hint={texts.forbiddenHint} />
      )}
    </Page>
  );
}
