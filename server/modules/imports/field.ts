// A field as the import sees it, and what a row says of it.
export type ValueKind =
  | 'text' | 'inn' | 'kpp' | 'ogrn' | 'phones' | 'emails' | 'money' | 'choice' | 'choices' | 'tags'
  | 'employee' | 'department' | 'group' | 'pipeline' | 'stage' | 'source' | 'id'
  /** Read by the module of fields. */
  | 'custom';

export type ImportField = {
  name: string;
  label: string;
  kind: ValueKind;
  required?: boolean;
  /** Other headers of the same thing, in lower case and with «е» for «ё». */
  synonyms?: readonly string[];
  options?: readonly { code: string; name: string }[];
  maxLength?: number;
  hint?: string;
};

/** Parsed cells by name of the field; null where an empty cell empties. */
export type Values = Readonly<Record<string, unknown>>;

/** A value of the record and how a person reads it. */
export type Shown = { value: unknown; text: string | null };
