// A noun as the import sees it: fields that columns may fill, keys by which a record is known
// again, and the verbs of its module that do the work. Modules above add theirs at composition.
import type { Entity } from '#contract/rights';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Db, Queryable, Tx } from '#platform/database';
import type { ImportField, Shown, Values } from './field.ts';
import type { References } from './references.ts';

export type ImportRecord = {
  version: number; title: string;
  /** Named as the edit takes them, and by the label of `fields` or of its own. */
  values: Readonly<Record<string, Shown>>;
};

export type ImportKey = {
  name: string;
  label: string;
  /** One of these must be filled. */
  fields: readonly string[];
  /** A filled cell names a record of ours: where there is none the row is wrong. */
  mustExist?: true;
  /** What tells this row from others of the file; empty when the key's cells are empty. */
  claims: (values: Values) => string[];
  /** Ids of the records that fit and that the actor sees; more than one is for a person. */
  find: (ctx: Context, values: Values) => Promise<number[]>;
};

/** What stays the same for all rows of a run. */
export type Frame = {
  fields: readonly ImportField[];
  references: References;
  /** Of the actor over the whole database: what is kept in memory by it is known there. */
  known: Context;
};

export type RowEdit = { id: number; version: number; values: Values };

export type ImportSubject = {
  noun: string;
  entity: Entity;
  /** «Компании» */
  title: string;
  keys: readonly ImportKey[];
  fields: (ctx: Context) => ImportField[];
  /**
   * Of each row words: two rows without a common one can neither find nor make the same record,
   * and are done at once.
   */
  meets: (on: Queryable, rows: readonly Values[]) => Promise<string[][]>;
  /** Values as the verbs take them: references of the row are found here. */
  resolve: (ctx: Context, values: Values, frame: Frame) => Promise<Values>;
  /** Undefined when it is not there, whoever asks. */
  read: (ctx: Context, id: number, frame: Frame) => Promise<ImportRecord | undefined>;
  create: (ctx: Context, values: Values) => Promise<number>;
  edit: (ctx: Context, edit: RowEdit) => Promise<void>;
  /** Sets exactly these values, lists too: the way back of an edit. */
  putBack: (ctx: Context, edit: RowEdit) => Promise<void>;
  /** Takes a created record back; refuses when somebody has built upon it. */
  withdraw: (ctx: Context, id: number) => Promise<void>;
};

export type ImportSubjects = Readonly<Record<string, ImportSubject>>;

export type ImportDeps = {
  db: Db;
  now: () => Date;
  /** Folder of uploaded files. */
  uploadsDir: string;
  subjects: ImportSubjects;
  /** The person as they may act now; null for a dismissed one. */
  actorOf: (employeeId: number) => Promise<Actor | null>;
  /** Says to the author that a long import is over. */
  tell: (tx: Tx, ctx: Context, notice: { employeeId: number; importId: number; title: string }) =>
    Promise<void>;
  /** What the program failed on while it worked at a row; the row says so in general words. */
  report?: ((error: unknown) => void) | undefined;
};

export type { ImportField, Shown, ValueKind, Values } from './field.ts';
