/** One field of an event in words. */
export type FieldChange = { field: string; label: string; old: string; new: string };
