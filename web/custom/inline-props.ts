import type { CustomField } from '#contract/custom-fields';

export type InlineProps = {
  field: CustomField;
  value: unknown;
  record: { entity: string; entityId: number };
  /** The value as the card shows it; null empties. */
  onSave: (value: unknown) => void;
};
