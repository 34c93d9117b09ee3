import { ACTIONS, CHECKED, ENTITIES, SCOPES } from '#contract/rights';
import type { Action, Entity, Scope } from '#contract/rights';
import { roleGrant, rolesList } from '#contract/staff';
import type { Role } from '#contract/staff';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import plain from '../../ui/plain-table.module.css';
import { refreshStaff } from './use-staff.ts';
import css from './roles-page.module.css';

const { roles: texts } = ruStaff;

/** Only what something checks: a row or a column of promises would tell an administrator a lie. */
const OFFERED = ENTITIES.filter((entity) => CHECKED[entity].length > 0);
const COLUMNS = ACTIONS.filter((action) => OFFERED.some((each) => CHECKED[each].includes(action)));

/** `list` with keys of this very query: the roles are asked without arguments. */
const ROLES_KEY = keyOf(rolesList, {});

function showGrant(roleId: number, entity: Entity, action: Action, scope: Scope | null): void {
  queryClient.setQueryData<Role[]>(ROLES_KEY, (roles) => roles?.map((role) => {
    if (role.id !== roleId) return role;
    const rest = role.grants.filter((each) => each.entity !== entity || each.action !== action);
    return { ...role, grants: scope ? [...rest, { entity, action, scope }] : rest };
  }));
}

function setGrant(role: Role, entity: Entity, action: Action, scope: Scope | null): void {
  showGrant(role.id, entity, action, scope);
  call(roleGrant, { params: { id: role.id }, body: { entity, action, scope } })
    .then(() => announce(texts.saved))
    .catch((error: unknown) => failToast(texts.saveFailed, error))
    .finally(refreshStaff);
}

function scopeOf(role: Role, entity: Entity, action: Action): Scope | null {
  const grant = role.grants.find((each) => each.entity === entity && each.action === action);
  return grant?.scope ?? null;
}

function Cell({ role, entity, action, mayEdit }: {
  role: Role; entity: Entity; action: Action; mayEdit: boolean;
}) {
  const scope = scopeOf(role, entity, action);
  if (!mayEdit) {
    const words = scope ? ruStaff.scopes[scope] : '—';
    return <span className={css.scope} data-scope={scope}>{words}</span>;
  }
  const label = texts.cell(ruStaff.entities[entity] ?? entity, ruStaff.actions[action] ?? action);
  return (
    <select
      className={css.scope}
      data-scope={scope}
      aria-label={label}
      value={scope ?? ''}
      onChange={(event) => {
        const next = SCOPES.find((each) => each === event.currentTarget.value) ?? null;
        setGrant(role, entity, action, next);
      }}
    >
      <option value="">{texts.none}</option>
      {SCOPES.map((each) => <option key={each} value={each}>{ruStaff.scopes[each]}</option>)}
    </select>
  );
}

/** Entities by actions; a cell says over whose records the role may act. */
export function RightsMatrix({ role, mayEdit }: { role: Role; mayEdit: boolean }) {
  return (
    // A wide table scrolls sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.matrix(role.name)} tabIndex={0}>
      <table className={`${plain.table} ${css.matrix}`} aria-label={texts.matrix(role.name)}>
        <thead>
          <tr>
            <th scope="col">{texts.entity}</th>
            {COLUMNS.map((action) => (
              <th key={action} scope="col">{ruStaff.actions[action] ?? action}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {OFFERED.map((entity) => (
            <tr key={entity}>
              <th scope="row">{ruStaff.entities[entity] ?? entity}</th>
              {COLUMNS.map((action) => (
                <td key={action}>
                  {CHECKED[entity].includes(action) ? (
                    <Cell role={role} entity={entity} action={action} mayEdit={mayEdit} />
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
