import type { CustomField } from '#contract/custom-fields';
import type { CustomValues } from '#contract/primitives';
import { PropertyList } from '../ui/property-list.tsx';
import type { Property } from '../ui/property-list.tsx';
import { CustomFileLink } from './custom-file-link.tsx';
import { CustomText, isNamed } from './custom-text.tsx';
import { InlineCustom } from './inline-custom.tsx';
import css from './custom.module.css';

export type CustomSave = (field: CustomField, value: unknown) => void;

type OfRecord = {
  fields: CustomField[];
  values: CustomValues;
  record: { entity: string; entityId: number };
  mayEdit: boolean;
  onSave: CustomSave;
};

function Shown({ field, value, record }: {
  field: CustomField; value: unknown; record: OfRecord['record'];
}) {
  return field.kind === 'file' && isNamed(value) ? <CustomFileLink file={value} record={record} />
    : <CustomText field={field} value={value} />;
}

function propertyOf(props: OfRecord, field: CustomField): Property {
  const value = props.values[field.code] ?? null;
  const isEditable = props.mayEdit && field.mayEdit;
  // Null itself, so that the list says for a reader that nothing is there.
  if (value === null && !isEditable) return { label: field.name, value: null };
  return {
    label: field.name,
    value: isEditable ? (
      <InlineCustom
        field={field}
        value={value}
        record={props.record}
        onSave={(next) => props.onSave(field, next)}
      />
    ) : <Shown field={field} value={value} record={props.record} />,
  };
}

/** Fields without a section continue the list of fixed ones, sections have their headings. */
export function CustomProperties(props: OfRecord) {
  const sections = [...new Set(props.fields.map((field) => field.section))]
    .toSorted((a, b) => Number(a !== null) - Number(b !== null));
  return sections.map((section) => (
    <section key={section ?? ''} aria-label={section ?? undefined}>
      {section ? <h3 className={css.heading}>{section}</h3> : null}
      <PropertyList
        items={props.fields.filter((field) => field.section === section)
          .map((field) => propertyOf(props, field))}
      />
    </section>
  ));
}
