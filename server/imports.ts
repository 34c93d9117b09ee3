// Imports put together: which nouns take part, whose rights they run under, how authors are told.
import {
  companyImport, contactImport, dealImport, type ImportDeps, type ImportSubjects, productImport,
} from '#modules/imports';
import { loadActorOf } from '#modules/staff';
import { notify } from '#modules/work';
import type { Config } from '#platform/config';
import type { Db } from '#platform/database';

/** Every noun that a file may become, one line each. */
const SUBJECTS: ImportSubjects = {
  companies: companyImport,
  contacts: contactImport,
  products: productImport,
  deals: dealImport,
};

export function importDeps(
  db: Db, now: () => Date, { uploadsDir }: Pick<Config, 'uploadsDir'>,
): ImportDeps {
  return {
    db, now, uploadsDir, subjects: SUBJECTS,
    actorOf: (employeeId) => loadActorOf(db, employeeId, now()),
    tell: async (tx, ctx, { employeeId, importId, title }) => {
      await notify(tx, ctx, [{
        employeeId, kind: 'import.finished', title, entity: 'import', entityId: importId,
      }]);
    },
  };
}
