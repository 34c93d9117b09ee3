// Runs at every start: a missing built-in role appears, an existing one is never touched.
import type { Tx } from '#platform/database';
import { DEFAULT_ROLES } from './default-roles.ts';

export async function ensureDefaultRoles(tx: Tx): Promise<void> {
  await tx.query({
    name: 'staff-ensure-roles',
    text: `
      with wanted as (
        select * from jsonb_to_recordset($1::jsonb)
          as w (code text, name text, hidden jsonb, grants jsonb)
      ), added as (
        insert into staff.role (code, name, hidden_fields, built_in)
        select code, name, array(select jsonb_array_elements_text(hidden)), true from wanted
        on conflict (code) do nothing
        returning id, code
      )
      insert into staff.role_grant (role_id, entity, action, scope)
      select a.id, g.entity, g.action, g.scope
      from added a join wanted w on w.code = a.code,
        jsonb_to_recordset(w.grants) as g (entity text, action text, scope text)`,
    values: [JSON.stringify(DEFAULT_ROLES)],
  });
}
