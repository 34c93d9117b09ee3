// What is typed into the form of a mass action, and the input that the server wants of it.
import type { ReferenceValue } from '../form/reference-select.tsx';
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
  due: Due;
};

export const emptyDraft: Draft = {
  field: null, text: '', kopecks: null, reference: null, choice: null, employee: null,
  department: null, stage: null, due: { day: '', time: '' },
};

type Input = Record<string, unknown>;

function fieldInput({ field, text, kopecks, reference, choice }: Draft): Input | null {
  if (!field) return null;
  switch (field.kind) {
    case 'text': return { [field.name]: text.trim() || null };
    case 'money': return kopecks === null ? null : { [field.name]: kopecks };
    case 'reference': return { [field.name]: reference?.id ?? null };
    case 'choice': return choice === null ? null : { [field.name]: choice };
  }
}

function stageInput({ stage, text }: Draft): Input | null {
  if (!stage) return null;
  return { stageId: stage.id, ...(text.trim() ? { lostReason: text.trim() } : {}) };
}

function transferInput({ department, employee, text }: Draft): Input | null {
  if (!department || !text.trim()) return null;
  return { departmentId: department.id, employeeId: employee?.id ?? null, reason: text.trim() };
}

function taskInput({ text, employee, due }: Draft): Input | null {
  if (!text.trim()) return null;
  return { title: text.trim(), dueAt: momentOfDue(due), assigneeId: employee?.id ?? null };
}

/** Null while something is missing. */
export function draftInput(action: MassActionName, draft: Draft): Input | null {
  switch (action) {
    case 'edit': return fieldInput(draft);
    case 'assign': return draft.employee ? { employeeId: draft.employee.id } : null;
    case 'transfer': return transferInput(draft);
    case 'moveStage': return stageInput(draft);
    case 'addTask': return taskInput(draft);
  }
}
