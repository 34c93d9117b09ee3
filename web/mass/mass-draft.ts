// What is typed into the form of a mass action, and the input that the server wants of it.
import type { CompanyRelation } from '#contract/company-parts';
import type { LossReason } from '#contract/deal-dictionaries';
import { sentValue } from '../custom/custom-control.tsx';
import type { ReferenceValue } from '../form/reference-select.tsx';
import { lossFault } from '../stage/loss-fields.tsx';
import { momentOfDue } from '../pages/tasks/due.ts';
import type { Due } from '../pages/tasks/due.ts';
import type { MassActionName } from './mass-bar.tsx';
import type { MassField } from './mass-fields.ts';

export type Draft = {
  field: MassField | null;
  text: string;
  kopecks: number | null;
  reference: ReferenceValue | null;
  choice: string | null;
  employee: ReferenceValue | null;
  department: ReferenceValue | null;
  stage: ReferenceValue | null;
  /** The stage ends deals as lost: then a reason is asked for. */
  isLost: boolean;
  lossReason: LossReason | null;
  due: Due;
  /** A second text: what to take away, the name of an attribute. */
  other: string;
  /** What a company is to us from now on, and what it is no more. */
  relations: { add: CompanyRelation[]; remove: CompanyRelation[] };
  /** A value of a field of one's own, as its control holds it. */
  custom: unknown;
};

export const emptyDraft: Draft = {
  field: null, text: '', kopecks: null, reference: null, choice: null, employee: null,
  department: null, stage: null, isLost: false, lossReason: null, due: { day: '', time: '' },
  other: '', relations: { add: [], remove: [] }, custom: null,
};

type Input = Record<string, unknown>;

/** A box that nobody has ticked says no; any other control that is left alone empties the field. */
function ownInput({ field, custom }: Draft): Input | null {
  const own = field?.own;
  if (!own) return null;
  return { custom: { [own.code]: own.kind === 'flag' ? custom === true : sentValue(custom) } };
}

function fieldInput(draft: Draft): Input | null {
  const { field, text, kopecks, reference, choice, due } = draft;
  if (!field) return null;
  switch (field.kind) {
    case 'text': return { [field.name]: text.trim() || null };
    case 'money': return kopecks === null ? null : { [field.name]: kopecks };
    case 'reference': return { [field.name]: reference?.id ?? null };
    case 'choice': return choice === null ? null : { [field.name]: choice };
    case 'due': return { [field.name]: momentOfDue(due) };
    case 'custom': return ownInput(draft);
  }
}

function stageInput({ stage, text, isLost, lossReason }: Draft): Input | null {
  if (!stage || (isLost && lossFault({ reason: lossReason, text }) !== null)) return null;
  return {
    stageId: stage.id, ...(text.trim() ? { lostReason: text.trim() } : {}),
    ...(lossReason ? { lossReasonId: lossReason.id } : {}),
  };
}

function transferInput({ department, employee, text }: Draft): Input | null {
  if (!department || !text.trim()) return null;
  return { departmentId: department.id, employeeId: employee?.id ?? null, reason: text.trim() };
}

function taskInput({ text, employee, due }: Draft): Input | null {
  if (!text.trim()) return null;
  return { title: text.trim(), dueAt: momentOfDue(due), assigneeId: employee?.id ?? null };
}

const words = (text: string): string[] =>
  [...new Set(text.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean))];

function tagInput({ text, other }: Draft): Input | null {
  const [add, remove] = [words(text), words(other)];
  if (add.length + remove.length === 0) return null;
  return {
    ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}),
  };
}

function relateInput({ relations: { add, remove } }: Draft): Input | null {
  if (add.length + remove.length === 0) return null;
  return { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) };
}

function attributeInput({ text, other }: Draft): Input | null {
  return other.trim() ? { name: other.trim(), value: text.trim() || null } : null;
}

/** Null while something is missing. */
export function draftInput(action: MassActionName, draft: Draft): Input | null {
  switch (action) {
    case 'edit': return fieldInput(draft);
    case 'assign': return draft.employee ? { employeeId: draft.employee.id } : null;
    case 'transfer': return transferInput(draft);
    case 'moveStage': return stageInput(draft);
    case 'addTask': return taskInput(draft);
    case 'tag': return tagInput(draft);
    case 'sendToOnec': return {};
    case 'relate': return relateInput(draft);
    case 'setAttribute': return attributeInput(draft);
    case 'close': return draft.choice ? { state: draft.choice } : null;
  }
}
