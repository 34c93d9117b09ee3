// Stages of leads as the database keeps them; what a reader may see of them is in stage-rules.ts.
import type { LeadStage } from '#contract/leads';
import { one, type Queryable } from '#platform/database';

export const STAGE_COLUMNS = `id, code, name, position, semantics, colour,
  required_fields as "requiredFields", needs_reason as "needsReason"`;

export async function readStages(on: Queryable): Promise<LeadStage[]> {
  const { rows } = await on.query<LeadStage>({
    name: 'lead-stages',
    text: `select ${STAGE_COLUMNS} from leads.stage order by position, id`,
  });
  return rows;
}

export async function stageByCode(on: Queryable, code: string): Promise<LeadStage> {
  const stage = await one<LeadStage>(on, {
    name: 'lead-stage-by-code',
    text: `select ${STAGE_COLUMNS} from leads.stage where code = $1`,
    values: [code],
  });
  if (!stage) throw new Error(`The stage ${code} of leads is missing`);
  return stage;
}
