import type { CustomEntity } from '#contract/custom-fields';
import type { CustomValues } from '#contract/primitives';
import { sentValue } from './custom-control.tsx';
import { CustomProperties } from './custom-properties.tsx';
import { useCustomFields } from './use-custom-fields.ts';

export type CustomPatch = {
  /** Name of what is edited, for messages. */
  label: string;
  body: { custom: CustomValues };
  /** The same as the card shows it. */
  shown: { custom: CustomValues };
};

type RecordCustomProps = {
  entity: CustomEntity;
  record: { id: number; custom: CustomValues };
  mayEdit: boolean;
  save: (patch: CustomPatch) => void;
};

/** Fields of one's own on the card of any record, edited where they stand. */
export function RecordCustom({ entity, record, mayEdit, save }: RecordCustomProps) {
  const fields = useCustomFields(entity);
  return (
    <CustomProperties
      fields={fields}
      values={record.custom}
      record={{ entity, entityId: record.id }}
      mayEdit={mayEdit}
      onSave={(field, value) => save({
        label: field.name,
        body: { custom: { [field.code]: sentValue(value) } },
        shown: { custom: { ...record.custom, [field.code]: value } },
      })}
    />
  );
}
