import { Readable } from 'node:stream';
import {
  IMPORT_BYTES_MAX, importCancel, importCheck, importErrors, importRead, importRows, importRun,
  importSet, importsList, importSubjects, importTemplate, importUndo, importUpload,
} from '#contract/imports';
import { dispositionOf } from '#platform/files/file-name';
import type { Bind, Wire } from '#platform/http/bind';
import { bodyStream } from '#platform/http/streamed-body';
import { type Book, errorFile, templateFile } from './error-file.ts';
import { listImports, readImport } from './import-record.ts';
import { listRows } from './list-rows.ts';
import { listSubjects } from './list-subjects.ts';
import { cancelImport, startCheck, startRun, startUndo } from './start-import.ts';
import type { ImportDeps } from './subject.ts';
import { setImport, uploadImport } from './upload-import.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function send({ fileName, bytes }: Book, { reply }: Wire): never {
  reply.header('content-type', XLSX);
  reply.header('content-disposition', dispositionOf('attachment', fileName));
  reply.header('cache-control', 'private, no-store');
  return Readable.from(bytes) as never;
}

export function importRoutes(bind: Bind, deps: ImportDeps): void {
  bind(importSubjects, async (ctx) => listSubjects(ctx, deps));
  bind(importTemplate, async (ctx, { params }, wire) =>
    send(await templateFile(ctx, deps, params.noun), wire));
  bind(importsList, (ctx, { query }) => listImports(ctx, deps, query));
  bind(importUpload, (ctx, { query }, { request }) => uploadImport(ctx, deps, {
    ...query, bytes: () => bodyStream(request, IMPORT_BYTES_MAX),
  }));
  bind(importRead, (ctx, { params }) => readImport(ctx, deps, params.id));
  bind(importSet, (ctx, { params, body }) => setImport(ctx, deps, { ...params, ...body }));
  bind(importCheck, (ctx, { params }) => startCheck(ctx, deps, params.id));
  bind(importRun, (ctx, { params, query }) => startRun(ctx, deps, params.id, query));
  bind(importCancel, (ctx, { params }) => cancelImport(ctx, deps, params.id));
  bind(importUndo, (ctx, { params }) => startUndo(ctx, deps, params.id));
  bind(importRows, (ctx, { params, query }) => listRows(ctx, { ...params, ...query }));
  bind(importErrors, async (ctx, { params }, wire) => send(await errorFile(ctx, params.id), wire));
}
