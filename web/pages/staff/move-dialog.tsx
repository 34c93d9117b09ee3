import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  departmentEdit, departmentMovePreview, employeeEdit, employeeMovePreview, employeeRead,
} from '#contract/staff';
import type { Department, EmployeeItem, MovePreview } from '#contract/staff';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { DepartmentSelect } from '../../form/department-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruMoves as texts } from '../../texts/ru-moves.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast-store.ts';
import { refreshStaff } from './use-staff.ts';
import css from '../../form/form.module.css';

/** What moves, and where when it is known; null is the top of the tree. */
export type Move = { to?: ReferenceValue | null } & (
  { department: Department; person?: undefined } | { person: EmployeeItem; department?: undefined }
);

/** A person is read anew: the version of the row may have passed meanwhile. */
async function put(move: Move, toId: number | null): Promise<void> {
  if (move.department) {
    await call(departmentEdit, { params: { id: move.department.id }, body: { parentId: toId } });
  } else if (toId !== null) {
    const params = { id: move.person.id };
    const { version } = await call(employeeRead, { params });
    await call(employeeEdit, { params, body: { version, departmentId: toId } });
  }
}

async function run(move: Move, to: ReferenceValue | null): Promise<void> {
  const moved = move.department ?? move.person;
  const fromId = move.department ? move.department.parentId : move.person.department.id;
  try {
    await put(move, to?.id ?? null);
    const words = to ? texts.moved(moved.name, to.title) : texts.movedTop(moved.name);
    announce(words);
    toast(words, {
      undo: () => {
        put(move, fromId).catch((error: unknown) => failToast(texts.failed, error))
          .finally(refreshStaff);
      },
    });
  } catch (error) {
    failToast(texts.failed, error);
  } finally {
    refreshStaff();
  }
}

function Names({ title, people }: { title: string; people: MovePreview['gain'] }) {
  if (people.length === 0) return null;
  return (
    <div>
      <p className={css.label}>{title}</p>
      <p>{people.map((person) => person.name).join(', ')}</p>
    </div>
  );
}

function usePreview(move: Move, to: ReferenceValue | null | undefined) {
  const toId = to?.id;
  const department = useQuery({
    ...routeQuery(departmentMovePreview, {
      params: { id: move.department?.id ?? 0 },
      query: toId === undefined ? {} : { parentId: toId },
    }),
    enabled: move.department !== undefined && to !== undefined,
    retry: false,
  });
  const person = useQuery({
    ...routeQuery(employeeMovePreview, {
      params: { id: move.person?.id ?? 0 }, query: { departmentId: toId ?? 0 },
    }),
    enabled: move.person !== undefined && toId !== undefined,
    retry: false,
  });
  return move.department ? department : person;
}

function Consequences({ move, to }: { move: Move; to: ReferenceValue | null | undefined }) {
  const { data, error, isFetching, refetch } = usePreview(move, to);
  if (error) {
    return (
      <ErrorState error={error} title={texts.previewFailed} onRetry={() => void refetch()} />
    );
  }
  if (!data) return isFetching ? <SkeletonRows count={2} height={20} /> : null;
  const isSame = data.gain.length + data.lose.length === 0;
  return (
    <div className={css.group} role="status">
      {move.department
        ? <p>{texts.along(data.people)}</p> : <p className={css.hint}>{texts.stays}</p>}
      <Names title={texts.gain(data.gain.length)} people={data.gain} />
      <Names title={texts.lose(data.lose.length)} people={data.lose} />
      {isSame ? <p>{texts.same}</p> : <p className={css.hint}>{texts.hint}</p>}
    </div>
  );
}

/** Where something goes, and whose sight that changes, before it is done. */
export function MoveDialog({ move, onClose }: { move: Move; onClose: () => void }) {
  const [to, setTo] = useState(move.to);
  const title = move.department ? texts.department(move.department.name)
    : texts.person(move.person.name);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (to === undefined || (to === null && move.person)) return;
    onClose();
    void run(move, to);
  }
  return (
    <Modal opened onClose={onClose} title={title} size={460}>
      <form className={css.form} onSubmit={submit}>
        <DepartmentSelect label={texts.into} value={to ?? null} onChange={setTo} />
        {move.department && move.department.parentId !== null && to !== null ? (
          <div>
            <Button variant="default" onClick={() => setTo(null)}>{texts.top}</Button>
          </div>
        ) : null}
        {to === null ? <p>{texts.top}</p> : null}
        <Consequences move={move} to={to} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" disabled={to === undefined}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
