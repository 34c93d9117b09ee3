// Values that a stranger may send: near to what a schema asks for, with something hostile inside.
import fc from 'fast-check';

export type JsonSchema = {
  type?: string; properties?: Record<string, JsonSchema>; required?: string[];
  items?: JsonSchema; anyOf?: JsonSchema[]; enum?: unknown[]; const?: unknown;
  minimum?: number; maximum?: number; minLength?: number; maxLength?: number; pattern?: string;
};

const TEXTS = [
  '', ' ', '\0', 'а\u0000б', '\ud800', '\udfff', '😀', "'; drop table deals.deal; --", '%', '\\',
  '../../etc/passwd', '__proto__', 'constructor', 'null', '{}', '[]', '-1', '1e309', 'NaN', '0x10',
  '2026-02-30', '2026-13-01', '9999-12-31', '0000-00-00', 'today', '-99999d', '2026-11-23',
  '+79991234567', '7707083893', 'ё'.repeat(300), 'x'.repeat(5_000), '\u202e', '$1', '${x}',
];
const NUMBERS = [
  0, -0, -1, 1, 2, 0.5, 1e20, -1e20, 1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 53 - 1, 32_768,
];

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS), fc.constantFrom<unknown>(...NUMBERS),
  fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { $ne: 1 }),
  fc.string({ unit: 'binary', maxLength: 20 }), fc.jsonValue({ maxDepth: 3 }),
);

function textOf({ minLength = 0, maxLength = 40, pattern }: JsonSchema): fc.Arbitrary<unknown> {
  if (pattern?.includes('\\d{4}-')) return fc.constantFrom('2026-11-23', '2026-02-30', '0001-01-1');
  if (pattern?.includes('\\d')) return fc.constantFrom('1', '1000', '0', '2.5');
  const size = { minLength, maxLength: Math.min(maxLength, minLength + 30) };
  return fc.oneof(fc.string(size), fc.string({ ...size, unit: 'binary' }));
}

/** Values that mostly pass the schema. */
export function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object': return recordOf(schema);
    case 'array': return fc.array(fitting(schema.items ?? {}), { maxLength: 3 });
    case 'string': return textOf(schema);
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    case 'integer':
    case 'number': return fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(...NUMBERS));
    default: return hostile;
  }
}

function recordOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  const fields = Object.fromEntries(
    names.map((name) => [name, fitting(schema.properties?.[name] ?? {})]));
  return fc.record(fields, { requiredKeys: schema.required ?? [] });
}

/** As `fitting`, but often one field is replaced, or everything. */
export function nearly(schema: JsonSchema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  const spoiled = fc.tuple(fitting(schema), fc.constantFrom(...names, 'unknown'), hostile)
    .map(([value, name, wrong]) => (typeof value === 'object'
      ? { ...value, [name]: wrong } : wrong));
  return fc.oneof(
    { weight: 5, arbitrary: fitting(schema) }, { weight: 4, arbitrary: spoiled },
    { weight: 1, arbitrary: hostile });
}
