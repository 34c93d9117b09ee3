import { Button } from '@mantine/core';
import { useState } from 'react';
import { managerJoin } from '#contract/exchange';
import type { EmployeeItem } from '#contract/staff';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruStaff } from '../../texts/ru-staff.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshStaff } from './use-staff.ts';
import css from '../../form/form.module.css';

const { join: texts } = ruStaff.form;

/** A person whom 1C has made may be somebody who works here already: who that is. */
export function JoinPerson({ person, onClose }: { person: EmployeeItem; onClose: () => void }) {
  const session = useSession();
  const [other, setOther] = useState<ReferenceValue | null>(null);
  const isMade = person.fromOnec && person.login === null && person.dismissedAt === null;
  if (!isMade || !allows(session, 'exchange', 'edit')) return null;

  function join({ id, title }: ReferenceValue) {
    call(managerJoin, { params: { id: person.id }, body: { employeeId: id } }).then(() => {
      toast(texts.done(title));
      onClose();
    }).catch((error: unknown) => failToast(texts.failed, error)).finally(refreshStaff);
  }

  return (
    <div className={css.group}>
      <p className={css.label}>{texts.title}</p>
      <p className={css.hint}>{texts.hint}</p>
      <div className={css.pair}>
        <ReferenceSelect
          aria-label={texts.pick}
          placeholder={texts.pick}
          source="employees"
          value={other}
          onChange={setOther}
        />
        <ConfirmPopover
          question={texts.question(person.name, other?.title ?? '')}
          confirm={texts.submit}
          onConfirm={() => other && join(other)}
        >
          {(open) => (
            <Button variant="default" disabled={!other} onClick={open}>{texts.submit}</Button>
          )}
        </ConfirmPopover>
      </div>
    </div>
  );
}
