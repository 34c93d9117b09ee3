import { ActionIcon } from '@mantine/core';
import type { OwnEntity } from '#contract/own-entities';
import { DepartmentSelect } from '../../form/department-select.tsx';
import { ruOwnEntities } from '../../texts/ru-own-entities.ts';
import { IconX } from '../../ui/icons.ts';
import css from './own-entities.module.css';

const { form: texts } = ruOwnEntities;

type Departments = OwnEntity['departments'];

/** Who sells in this name; a department has one name, so it leaves the one that it had. */
export function OwnDepartments({ value, onChange }: {
  value: Departments; onChange: (next: Departments) => void;
}) {
  return (
    <>
      <h3 className={css.heading}>{texts.departments}</h3>
      <p className={css.quiet}>{texts.departmentsHint}</p>
      {value.length > 0 ? (
        <div className={css.chips}>
          {value.map((department) => (
            <span key={department.id} className={css.chip}>
              {department.name}
              <ActionIcon
                size={20}
                aria-label={texts.removeDepartment(department.name)}
                onClick={() => onChange(value.filter(({ id }) => id !== department.id))}
              >
                <IconX size={12} stroke={1.75} />
              </ActionIcon>
            </span>
          ))}
        </div>
      ) : null}
      <DepartmentSelect
        label={texts.addDepartment}
        value={null}
        onChange={(next) => {
          if (!next || value.some(({ id }) => id === next.id)) return;
          onChange([...value, { id: next.id, name: next.title }]);
        }}
      />
    </>
  );
}
