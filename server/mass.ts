// Mass work put together: which nouns take part, whose rights it runs under, how people are told.
import { productSubject } from '#modules/catalog';
import { companySubject, contactSubject } from '#modules/customers';
import { dealSubject } from '#modules/deals';
import { leadSubject } from '#modules/leads';
import { departmentsAbove, employeeNames, loadActorOf } from '#modules/staff';
import { auditSubject } from '#modules/timeline';
import { notify, taskSubject } from '#modules/work';
import type { Context, HeldNotice, RecordSet } from '#platform/context';
import type { Db, Tx } from '#platform/database';
import type { ExportDeps } from '#platform/exports/export-view';
import type { Subjects } from '#platform/listing/subject';
import type { ViewDeps } from '#platform/saved-views/views';
import type { MassDeps, MassSubject } from '#platform/mass/actions';
import { eventScopes, recordTitles, stageNames } from './audit.ts';

/** Every noun of views, exports and mass work, one line each. */
export const SUBJECTS: Subjects<MassSubject> = {
  deals: dealSubject,
  companies: companySubject,
  contacts: contactSubject,
  leads: leadSubject,
  products: productSubject,
  tasks: taskSubject,
};

type Report = (error: unknown) => void;

export function massDeps(db: Db, now: () => Date, report?: Report): MassDeps {
  return {
    db, now, subjects: SUBJECTS, tell, report,
    actorOf: (employeeId) => loadActorOf(db, employeeId, now()),
  };
}

export function exportDeps(db: Db, now: () => Date, exportsDir: string): ExportDeps {
  return {
    db, now, exportsDir,
    subjects: {
      ...SUBJECTS,
      events: auditSubject({ scopes: eventScopes, titles: recordTitles, stages: stageNames }),
    },
    actorOf: (employeeId) => loadActorOf(db, employeeId, now()),
  };
}

/** Saved views: whose departments, what the readers may not see, who shared. */
export const viewDeps: ViewDeps = {
  subjects: SUBJECTS, employeeNames: (ctx, ids) => employeeNames(ctx.db, ids),
  departmentsAbove: ({ db, actor }) => departmentsAbove(db, actor.departmentId),
};

const NAMED_MAX = 5;

const MANY: Record<string, (count: number) => string> = {
  'deal.transferred': (count) => `Вам передали сделок: ${count}`,
  'deal.assigned': (count) => `Вы отвечаете за новые сделки: ${count}`,
  'task.assigned': (count) => `Вам поручили дел: ${count}`,
};

/** The list that one line for all of them opens; none when they are about different kinds. */
function recordsOf(notices: readonly HeldNotice[]): RecordSet | null {
  const each = notices.map(({ records, entity, entityId }) =>
    records ?? (entity !== null && entityId !== null ? { entity, ids: [entityId] } : null));
  const [first] = each;
  if (!first || each.some((set) => set?.entity !== first.entity)) return null;
  return { entity: first.entity, ids: [...new Set(each.flatMap((set) => set!.ids))] };
}

/** One notification for each receiver and kind, however many rows there were. */
async function tell(
  tx: Tx, ctx: Context, job: { id: number; title: string }, held: HeldNotice[],
): Promise<void> {
  const groups = Map.groupBy(held, ({ employeeId, kind }) => `${employeeId} ${kind}`);
  await notify(tx, ctx, [...groups.values()].map((notices) => {
    const [first] = notices as [HeldNotice];
    const onceKey = `mass:${job.id}:${first.kind}`;
    if (notices.length === 1) return { ...first, onceKey };
    const names = notices.slice(0, NAMED_MAX).map(({ title }) => title.replace(/^.*(?=С-\d)/, ''));
    const rest = notices.length - names.length;
    const records = recordsOf(notices);
    return {
      ...(records ? { records } : {}),
      employeeId: first.employeeId, kind: first.kind, onceKey,
      title: MANY[first.kind]?.(notices.length) ?? `${job.title}: ${notices.length}`,
      body: [names.join(', '), rest > 0 ? ` и ещё ${rest}` : '',
        first.body ? `. ${first.body}` : ''].join(''),
    };
  }));
}
