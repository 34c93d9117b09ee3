// A transfer whose term has passed without an answer: the head of the receiving department is told
// once. The term is in working hours, so nobody is woken by a transfer of Friday evening.
import { companyToday } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { loadActingStaff, whoActsForDepartment } from '#modules/staff';
import { notify } from '#modules/work';
export { retimeAcceptances } from './retime-acceptances.ts';
import { WAITING } from './transfer-row.ts';

const BATCH_ROWS = 200;

type Late = { id: number; dealId: number; number: string; title: string; departmentId: number };

/** Returns how many transfers were found late. Safe to run twice at once. */
export async function tellHeadsOfTransfers(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const staff = await loadActingStaff(db);
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<Late>({
      name: 'deal-transfers-late',
      text: `
        with late as (
          select t.id from deals.transfer t
          where ${WAITING} and t.head_told_at is null and t.accept_until <= $1
          order by t.accept_until limit ${BATCH_ROWS} for update of t skip locked
        )
        update deals.transfer t set head_told_at = $1
        from late, deals.deal d where t.id = late.id and d.id = t.deal_id
        returning t.id, d.id as "dealId", d.number, d.title,
          t.to_department_id as "departmentId"`,
      values: [now()],
    });
    const today = companyToday(now());
    await notify(tx, ctx, rows.flatMap(({ id, dealId, number, title, departmentId }) => {
      const head = whoActsForDepartment(staff, departmentId, today);
      return head ? [{
        employeeId: head.employeeId, kind: 'deal.transferLate', entity: 'deal', entityId: dealId,
        title: `Сделку ${number} не приняли в срок`, body: title,
        onceKey: `deal-transfer-late:${id}`,
      }] : [];
    }));
    await writeEvents(tx, ctx, rows.map(({ id, dealId }) => ({
      kind: 'deal.transferLate', entity: 'deal', entityId: dealId, data: { transferId: id },
    })));
    return rows.length;
  });
}
