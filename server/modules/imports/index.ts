// The face of imports: files of Excel that become records by the verbs of their modules.
//
// Events (entity 'import', told to the author): import.uploaded · checkStarted · checked ·
// started · progressed · finished · failed · cancelled · undoStarted · undone.
export { companyImport } from './subjects/company.ts';
export { contactImport } from './subjects/contact.ts';
export { dealImport } from './subjects/deal.ts';
export { productImport } from './subjects/product.ts';
export type {
  ImportDeps, ImportField, ImportKey, ImportRecord, ImportSubject, ImportSubjects,
} from './subject.ts';
export { importRoutes } from './routes.ts';
export { sweepImports } from './sweep-imports.ts';
export { workImport } from './work-import.ts';
export { setImport, uploadImport } from './upload-import.ts';
export {
  cancelImport, IMPORT_QUEUE, startCheck, startRun, startUndo,
} from './start-import.ts';
export { errorFile } from './error-file.ts';
export { listRows } from './list-rows.ts';
export { listImports, readImport } from './import-record.ts';
