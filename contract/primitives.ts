// Small schemas that many routes share.
import Type from 'typebox';

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
/** The place of a row among others, as PostgreSQL's integer holds it; 0 is before the first. */
export const Position = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
/** Ids in a path arrive as text and are coerced. */
export const IdParams = Type.Object({ id: Id });

export const DAY_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';
/** `YYYY-MM-DD` in the company's zone. */
export const Day = Type.String({ pattern: DAY_PATTERN });
/** ISO moment in UTC. */
export const Moment = Type.String({ maxLength: 40 });

export const nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Sums of 1C and of deals; null when the reader may not see money. */
export const Sum = nullable(Type.Integer());
export const Share = nullable(Type.Integer());

/** A person or a department as a list shows it. */
export const Named = Type.Object({ id: Id, name: Type.String() });

/** Values by code: what is not there is empty. References are written as ids, read with names. */
export const CustomValues = Type.Record(Type.String(), Type.Unknown());
export type CustomValues = Record<string, unknown>;
/** The part of an edit: given codes are set, null empties. */
export const CustomInput = Type.Optional(
  Type.Record(Type.String({ maxLength: 40 }), Type.Unknown()));
